namespace GraphGen;

/// <summary>The activation log(1 + e^x), a smooth ReLU, element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class SoftplusAttribute : LayerAttribute;
