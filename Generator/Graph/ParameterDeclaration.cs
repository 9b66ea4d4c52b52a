using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>A parameter as its layer declares it.</summary>
/// <param name="Name">The name within the layer, PyTorch's: <c>weight</c>.</param>
/// <param name="Shape">The public shape, PyTorch's: dense [out, in].</param>
/// <param name="Initializer">The name of a member of the runtime's <c>Initializer</c>.</param>
/// <param name="Scale">The factor on the initial values.</param>
/// <param name="Trainable">False for a frozen layer.</param>
public sealed record ParameterDeclaration(string Name, Shape Shape, string Initializer, float Scale, bool Trainable)
{
    public long Count => Shape.Elements;

    /// <summary>Whether it is a running statistic: kept, saved and copied like a parameter, never trained and not counted as one.</summary>
    public bool IsBuffer { get; init; }

    /// <summary>How it lies in memory; a matrix in panels and anything else as a vector, if the layer does not say.</summary>
    public ParameterForm Form { get; init; } = Shape.Rank == 2 ? ParameterForm.Panels : ParameterForm.Vector;

    /// <summary>
    /// Of a weight in panels: the channels of what it multiplies, if that lies channels last. The public tensor has the channel
    /// as the slower index, in memory it is the faster one. 0 where the two agree.
    /// </summary>
    public int Channels { get; init; }

    /// <summary>Of a weight in panels: groups of outputs, each of which is a matrix of its own.</summary>
    public int Groups { get; init; } = 1;
}

/// <summary>How a parameter lies in memory: the runtime's <c>PanelMatrix</c>, <c>ParameterVector</c> and <c>ParameterTable</c>.</summary>
public enum ParameterForm
{
    /// <summary>A weight matrix in column panels.</summary>
    Panels,

    /// <summary>A plain vector.</summary>
    Vector,

    /// <summary>Rows, each by itself.</summary>
    Table,
}

/// <summary>What a layer's defaults may depend on: its surroundings.</summary>
/// <param name="FeedsRectifier">The layer's output goes into a ReLU-like activation, straight or through a normalisation.</param>
/// <param name="Picture">The picture that its first operand was before it was flattened, and whose elements lie channels last; null for any other.</param>
/// <param name="FeedsNormalization">The layer's output goes into layers alone that take each channel's mean off it: a bias would be for nothing.</param>
public sealed record LayerContext(bool FeedsRectifier, Shape? Picture = null, bool FeedsNormalization = false);

/// <summary>What a loss wants of its target.</summary>
/// <param name="IsIndices">Class indices instead of numbers.</param>
/// <param name="Classes">The number of classes for indices, else 0.</param>
/// <param name="Shape">The target's shape; of rank 0 for one index a sample.</param>
/// <param name="Divisor">By what the sum over a sample is divided for the mean.</param>
/// <param name="Weight">The weight of this loss in the total.</param>
public sealed record TargetDeclaration(bool IsIndices, int Classes, Shape Shape, long Divisor, float Weight);
