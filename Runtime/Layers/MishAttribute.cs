namespace GraphGen;

/// <summary>The activation x · tanh(softplus(x)) (Misra 2019), element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class MishAttribute : LayerAttribute;
