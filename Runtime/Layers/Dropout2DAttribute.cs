namespace GraphGen;

/// <summary>
/// In training, zeroes each channel of a picture as a whole with a probability p and scales the others by 1 / (1 - p); in inference it
/// changes nothing. Neighbouring pixels are alike, so that single ones are not missed. PyTorch's <c>Dropout2d</c>; Tompson et
/// al.: Efficient object localization using convolutional networks, 2015.
/// </summary>
/// <remarks>The random numbers are a function of the seed, the step, the layer's name, the sample and the channel: the same for any number of threads.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class Dropout2DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="probability">The probability of zeroing a channel, at least 0 and below 1.</param>
    public Dropout2DAttribute(float probability) => Probability = probability;

    /// <summary>The probability of zeroing a channel.</summary>
    public float Probability { get; }
}
