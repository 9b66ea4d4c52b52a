namespace GraphGen;

/// <summary>
/// A squared error that continues as a line: (x - t)²/2 where |x - t| ≤ δ, δ·(|x - t| - δ/2) elsewhere, divided by the number of all
/// elements (PyTorch's <c>huber_loss</c>, mean; Huber 1964).
/// </summary>
/// <remarks>Targets have the shape of the input. There is no link: inference gives x itself.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class HuberAttribute : LayerAttribute
{
    /// <summary>δ, the error at which the square becomes a line, above 0. The default is 1.</summary>
    public float Delta { get; set; } = 1f;

    /// <summary>The weight of this loss in the total, above 0. The default is 1.</summary>
    public float Weight { get; set; } = 1f;
}
