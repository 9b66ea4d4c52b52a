namespace GraphGen;

/// <summary>exp(xᵢ) / Σ exp(xⱼ) over the last axis; the shape stays.</summary>
/// <remarks>Not before <see cref="SoftmaxCrossEntropyAttribute"/>, which applies it itself.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class SoftmaxAttribute : LayerAttribute;
