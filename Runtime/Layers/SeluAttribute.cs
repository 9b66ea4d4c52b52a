namespace GraphGen;

/// <summary>The activation λx above 0, λα(e^x - 1) elsewhere, with the constants that keep mean and deviation (Klambauer et al. 2017), element by element; the shape stays.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class SeluAttribute : LayerAttribute;
