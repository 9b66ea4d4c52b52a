namespace GraphGen;

/// <summary>The activation 1 / (1 + e^-x), in (0, 1), element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class SigmoidAttribute : LayerAttribute;
