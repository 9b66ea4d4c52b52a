namespace GraphGen;

/// <summary>The activation x above 0, α(e^x - 1) elsewhere (Clevert et al. 2015), element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class EluAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="alpha">The limit -α for large negative x; α is at least 0.</param>
    public EluAttribute(float alpha = 1f) => Alpha = alpha;

    /// <summary>The limit -α for large negative x; α is at least 0.</summary>
    public float Alpha { get; }
}
