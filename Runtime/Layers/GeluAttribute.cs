namespace GraphGen;

/// <summary>The activation x · Φ(x) with the normal distribution's Φ (Hendrycks and Gimpel 2016), element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class GeluAttribute : LayerAttribute
{
    /// <summary>Whether to use the approximation 0.5x(1 + tanh(√(2/π)(x + 0.044715x³))). The default is false.</summary>
    public bool Approximate { get; set; }
}
