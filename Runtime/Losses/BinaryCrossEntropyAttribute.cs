namespace GraphGen;

/// <summary>
/// The loss of yes-or-no answers, each by itself: -w·t·log σ(x) - (1 - t)·log(1 - σ(x)) with σ(x) = 1/(1 + e^-x) and
/// w = <see cref="PositiveWeight"/>, divided by the number of all elements (PyTorch's <c>binary_cross_entropy_with_logits</c>, mean).
/// </summary>
/// <remarks>
/// The input x are logits, before any sigmoid; the loss is exact and finite for any of them. Targets have the shape of the input and
/// lie in 0 … 1. Inference gives σ(x), unless the session is created with <c>logits: true</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class BinaryCrossEntropyAttribute : LayerAttribute
{
    /// <summary>w: how much a positive target counts beside a negative one, above 0 (PyTorch's <c>pos_weight</c>). The default is 1.</summary>
    public float PositiveWeight { get; set; } = 1f;

    /// <summary>The weight of this loss in the total, above 0. The default is 1.</summary>
    public float Weight { get; set; } = 1f;
}
