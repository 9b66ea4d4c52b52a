namespace Generator.Tests.RandomStacks.Model;

/// <summary>An attribute of a stack.</summary>
/// <param name="Kind">The attribute's name: <c>Dense</c>.</param>
internal sealed record StackLayer(string Kind)
{
    /// <summary>Units, count and features, dimensions, or sizes of a block.</summary>
    public Extent[] Extents { get; init; } = [];

    /// <summary>The slope, probability, threshold and so on, if it is said.</summary>
    public float? Number { get; init; }

    /// <summary>Stride, padding, dilation and groups of a convolution.</summary>
    public SlidingWindow Window { get; init; } = new();

    public bool HasBias { get; init; } = true;

    public bool IsFrozen { get; init; }

    /// <summary><c>Approximate</c> of GELU, <c>Probabilities</c> of cross-entropy.</summary>
    public bool Flag { get; init; }

    /// <summary>The weight of a loss.</summary>
    public float Weight { get; init; } = 1f;

    /// <summary>The label smoothing of cross-entropy.</summary>
    public float Smoothing { get; init; }

    public string? Name { get; init; }

    /// <summary>The user's own function or loss.</summary>
    public string TypeArgument { get; init; } = "";

    public Unit? Block { get; init; }

    public int Repeat { get; init; } = 1;

    public bool IsLoss => LossKinds.Contains(Kind);

    /// <summary>What inference applies, as the kind of the layer that does the same; null for nothing.</summary>
    public string? Link => Kind switch
    {
        "SoftmaxCrossEntropy" or "KLDivergence" => "Softmax",
        "BinaryCrossEntropy" => "Sigmoid",
        _ => null,
    };

    public static string[] LossKinds { get; } =
        ["MeanSquaredError", "MeanAbsoluteError", "Huber", "Hinge", "BinaryCrossEntropy", "SoftmaxCrossEntropy", "KLDivergence", "Loss"];
}
