namespace GraphGen;

/// <summary>
/// Batch normalisation: y = (x - mean) / √(variance + epsilon)·weight + bias, channel by channel; the shape stays. Pictures have a mean and a
/// variance for each channel, sequences [time, features] and vectors [features] for each feature. PyTorch's <c>BatchNorm1d</c> and
/// <c>BatchNorm2d</c>; Ioffe, Szegedy: Batch normalization, 2015.
/// </summary>
/// <remarks>
/// <para>Training takes mean and variance from the samples of the step (and from all their pixels or steps of time), and lets running ones
/// follow: running = (1 - momentum)·running + momentum·step, the variance unbiased there. Inference takes the running ones, and the
/// layer dissolves into the convolution or dense layer before it.</para>
/// <para>Parameters: <c>weight</c> and <c>bias</c> [channels], which begin at 1 and 0. Buffers: <c>running_mean</c> and
/// <c>running_var</c> [channels], which begin at 0 and 1. A convolution or dense layer directly before this one has no bias,
/// unless it is told to: the mean would take it off again.</para>
/// <para>Since samples see each other here, gradients that are accumulated over small batches are not those of the large batch. Of
/// vectors [features] a step needs 2 samples or more. A frozen layer goes by its running statistics in training too, and leaves
/// them as they are.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>How much of a step goes into the running statistics, from 0 to 1. The default is 0.1.</summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>What is added to the variance, above 0. The default is 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there is a weight and a bias. The default is true.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>Whether training leaves the parameters and the running statistics as they are, and goes by the latter. The default is false.</summary>
    public bool Frozen { get; set; }
}
