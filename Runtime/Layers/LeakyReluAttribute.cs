namespace GraphGen;

/// <summary>The activation x above 0, slope · x elsewhere (Maas et al. 2013), element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class LeakyReluAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="slope">The slope below 0, at least 0.</param>
    public LeakyReluAttribute(float slope = 0.01f) => Slope = slope;

    /// <summary>The slope below 0, at least 0.</summary>
    public float Slope { get; }
}
