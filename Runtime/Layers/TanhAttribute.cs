namespace GraphGen;

/// <summary>The activation tanh x, in (-1, 1), element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class TanhAttribute : LayerAttribute;
