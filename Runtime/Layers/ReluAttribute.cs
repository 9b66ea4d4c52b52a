namespace GraphGen;

/// <summary>The activation max(x, 0) (Nair and Hinton 2010), element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ReluAttribute : LayerAttribute;
