using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

public enum ValueKind
{
    /// <summary>An input of the network, as the caller gives it: rows without padding.</summary>
    Input,

    /// <summary>A target of numbers, as the caller gives it.</summary>
    TargetValues,

    /// <summary>A target of class indices.</summary>
    TargetIndices,

    /// <summary>A result or a gradient in the workspace: rows padded to 16 elements.</summary>
    Workspace,

    /// <summary>One bit an element, in the workspace.</summary>
    Mask,

    /// <summary>A vector in the workspace that is there once, whatever the number of samples: statistics of a batch.</summary>
    Vector,

    /// <summary>One number a row: the loss before the mean.</summary>
    Loss,

    /// <summary>The gradient of an output without a loss, as the caller gives it or zero: rows padded to 16 elements.</summary>
    OutputGradient,

    /// <summary>A trained tensor, or a running statistic.</summary>
    Parameter,

    /// <summary>The gradient of a trained tensor.</summary>
    ParameterGradient,
}

/// <summary>
/// Something that kernels read and write. Values compare by identity; each is written by one operation, or is given.
/// </summary>
public sealed class Value
{
    public Value(string name, ValueKind kind, Shape shape, int index = -1)
    {
        Name = name;
        Kind = kind;
        Shape = shape;
        Index = index;
    }

    private Value(string name, Value source, Shape shape) : this(name, source.Kind, shape, source.Index) => Source = source;

    /// <summary>The name in emitted code, in camel case, unique within a program.</summary>
    public string Name { get; }

    public ValueKind Kind { get; }

    public Shape Shape { get; }

    /// <summary>
    /// The picture whose elements lie channels last: the shape itself, or, of a flattened picture, what it was. Null if they
    /// lie as the shape says, row by row.
    /// </summary>
    public Shape? Picture { get; init; }

    /// <summary>The shape in memory: of a picture that lies channels last height, width, channels.</summary>
    public Shape Stored => Picture is null || Shape.Rank != 3 ? Shape : new Shape(Shape.Dimensions[1], Shape.Dimensions[2], Shape.Dimensions[0]);

    /// <summary>The number of the port, loss or parameter; -1 in the workspace.</summary>
    public int Index { get; }

    /// <summary>How a parameter or its gradient lies in memory.</summary>
    public ParameterForm Form { get; init; }

    /// <summary>The value whose memory this one shows under another shape, or null.</summary>
    public Value? Source { get; }

    /// <summary>The value that owns the memory.</summary>
    public Value Storage => Source is null ? this : Source.Storage;

    /// <summary>Whether it lies in the part of the workspace that every sample has.</summary>
    public bool IsInWorkspace => Kind is ValueKind.Workspace or ValueKind.Mask;

    /// <summary>Whether the caller gives it, so that no operation writes it.</summary>
    public bool IsGiven => Kind is ValueKind.Input or ValueKind.TargetIndices or ValueKind.TargetValues or ValueKind.OutputGradient or ValueKind.Parameter;

    /// <summary>Elements between two rows.</summary>
    public int Stride => Kind is ValueKind.Workspace or ValueKind.OutputGradient ? (Stored.Last + 15) / 16 * 16 : Stored.Last;

    /// <summary>Workspace floats for one sample, a multiple of 16 so that every sample starts on a cache line.</summary>
    public int FloatsPerSample => Kind switch
    {
        ValueKind.Workspace => Stored.Rows * Stride,
        ValueKind.Mask => (Stored.Rows * ((Stored.Last + 63) / 64) * 2 + 15) / 16 * 16,
        _ => 0,
    };

    /// <summary>The distance of neighbours along each axis, in elements.</summary>
    public int[] Pitches
    {
        get
        {
            int[] pitches = new int[Stored.Rank];
            for (int axis = pitches.Length - 1, pitch = 1; axis >= 0; axis--)
            {
                pitches[axis] = pitch;
                pitch = axis == pitches.Length - 1 ? Stride : pitch * Stored.Dimensions[axis];
            }

            return Stored == Shape ? pitches : [pitches[2], pitches[0], pitches[1]];
        }
    }

    /// <summary>Whether the elements lie without gaps, so that another shape can be laid over them.</summary>
    public bool IsContiguous => Stride == Stored.Last;

    /// <summary>This memory under another shape of as many elements, or null if the padding of rows forbids it.</summary>
    /// <param name="name">The view's name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="picture">The picture whose elements lie channels last; the same as here, or null as here.</param>
    public Value? View(string name, Shape shape, Shape? picture)
    {
        Value view = new(name, this, shape) { Picture = picture };
        return IsContiguous && view.IsContiguous || Stored.Last == view.Stored.Last ? view : null;
    }

    /// <summary>The distances along channels, rows and columns of a picture that the elements are of, whatever the shape says.</summary>
    public int[] PitchesOf(Shape picture)
    {
        if (Shape.Rank == 3)
            return Pitches;
        int channels = picture.Dimensions[0], height = picture.Dimensions[1], width = picture.Dimensions[2];
        return Picture is null ? [height * width, width, 1] : [1, width * channels, channels];
    }

    public override string ToString() => Name;
}
