namespace GraphGen;

/// <summary>The loss of a regression: (x - t)², divided by the number of all elements (PyTorch's <c>mse_loss</c>, mean).</summary>
/// <remarks>Targets have the shape of the input. Inference gives x itself.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class MeanSquaredErrorAttribute : LayerAttribute
{
    /// <summary>The weight of this loss in the total, above 0. The default is 1.</summary>
    public float Weight { get; set; } = 1f;
}
