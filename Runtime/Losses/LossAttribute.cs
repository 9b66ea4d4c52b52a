namespace GraphGen;

/// <summary>A loss of your own: ℓ(x, t) of each element, divided by the number of all elements.</summary>
/// <remarks>Targets have the shape of the input. There is no link: inference gives x itself.</remarks>
/// <typeparam name="TLoss">The loss and its derivative; a struct, since only structs are compiled into the loop that calls them. <see cref="ILossFunction"/> has an example.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class LossAttribute<TLoss> : LayerAttribute where TLoss : struct, ILossFunction
{
    /// <summary>The weight of this loss in the total, above 0. The default is 1.</summary>
    public float Weight { get; set; } = 1f;
}
