namespace GraphGen;

/// <summary>
/// The Kullback-Leibler divergence of a softmax from target probabilities: Σ tᵢ(log tᵢ - log softmax(x)ᵢ) over the last axis, where
/// tᵢ = 0 adds 0, divided by samples × rows (PyTorch's <c>kl_div</c> of <c>log_softmax</c>, batchmean). Its gradient is that of
/// <see cref="SoftmaxCrossEntropyAttribute"/> with probabilities; its smallest value is 0.
/// </summary>
/// <remarks>
/// The input x are logits. Targets are probabilities of the shape of the input. Inference gives softmax(x), unless the session is
/// created with <c>logits: true</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class KLDivergenceAttribute : LayerAttribute
{
    /// <summary>The weight of this loss in the total, above 0. The default is 1.</summary>
    public float Weight { get; set; } = 1f;
}
