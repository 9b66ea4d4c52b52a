namespace GraphGen;

/// <summary>The loss of a regression that outliers should not rule: |x - t|, divided by the number of all elements (PyTorch's <c>l1_loss</c>, mean).</summary>
/// <remarks>Targets have the shape of the input. There is no link: inference gives x itself.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class MeanAbsoluteErrorAttribute : LayerAttribute
{
    /// <summary>The weight of this loss in the total, above 0. The default is 1.</summary>
    public float Weight { get; set; } = 1f;
}
