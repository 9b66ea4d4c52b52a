namespace GraphGen;

/// <summary>The loss of a classifier: -Σ tᵢ log softmax(x)ᵢ over the last axis, divided by samples × rows (PyTorch's <c>cross_entropy</c>, mean).</summary>
/// <remarks>Targets are class indices, or probabilities if <see cref="Probabilities"/> is set. Inference gives softmax(x), unless the session is created with <c>logits: true</c>.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class SoftmaxCrossEntropyAttribute : LayerAttribute
{
    /// <summary>Whether targets are probabilities of the shape of the input, instead of class indices. The default is false.</summary>
    public bool Probabilities { get; set; }

    /// <summary>ε: targets become (1 - ε)·t + ε / classes (Szegedy et al. 2015); at least 0, below 1. The default is 0.</summary>
    public float LabelSmoothing { get; set; }

    /// <summary>The weight of this loss in the total, above 0. The default is 1.</summary>
    public float Weight { get; set; } = 1f;
}
