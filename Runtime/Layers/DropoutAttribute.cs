namespace GraphGen;

/// <summary>In training, zeroes each element with a probability p and scales the others by 1 / (1 - p); in inference it changes nothing (Srivastava et al. 2014).</summary>
/// <remarks>The random numbers are a function of the seed, the step, the layer's name, the sample and the element: the same for any number of threads.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="probability">The probability of zeroing, at least 0 and below 1.</param>
    public DropoutAttribute(float probability) => Probability = probability;

    /// <summary>The probability of zeroing.</summary>
    public float Probability { get; }
}
