namespace GraphGen;

/// <summary>The loss of a maximum-margin classifier: max(0, 1 - t·x), divided by the number of all elements (Cortes and Vapnik 1995).</summary>
/// <remarks>Targets are -1 or 1, of the shape of the input. There is no link: inference gives x itself, whose sign is the answer.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class HingeAttribute : LayerAttribute
{
    /// <summary>The weight of this loss in the total, above 0. The default is 1.</summary>
    public float Weight { get; set; } = 1f;
}
