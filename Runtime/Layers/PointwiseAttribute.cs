namespace GraphGen;

/// <summary>An elementwise function of your own as an activation; the shape stays.</summary>
/// <typeparam name="TOp">The function and its derivative; a struct, since only structs are compiled into the loop that calls them. <see cref="IPointwiseFunction"/> has an example.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class PointwiseAttribute<TOp> : LayerAttribute where TOp : struct, IPointwiseFunction;
