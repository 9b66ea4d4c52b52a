namespace GraphGen;

/// <summary>The activation x · sigmoid(x), also known as swish (Elfwing et al. 2017), element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class SiluAttribute : LayerAttribute;
