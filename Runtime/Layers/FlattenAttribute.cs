namespace GraphGen;

/// <summary>All axes as one, in row-major order: [a, b, c] → [a·b·c].</summary>
/// <remarks>It has no parameters, and costs nothing where rows need no padding.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
