using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>
/// How the operands and the result of a node lie in memory. For each: the picture (channels, height, width) whose elements
/// lie channels last, or null where elements lie as the shape says, row by row.
/// </summary>
/// <remarks>
/// A value of rank 3 that lies channels last has the picture of its own shape. Flattened, it is still the same memory, and
/// keeps the picture that it was: a dense layer can take it so, since it may hold its weight's rows in any order.
/// </remarks>
public sealed record MemoryOrder(ImmutableArray<Shape?> Operands, Shape? Result)
{
    /// <summary>All as their shapes say.</summary>
    public static MemoryOrder RowMajor(int operands) => new(Enumerable.Repeat<Shape?>(null, operands).ToImmutableArray(), null);
}

/// <summary>What a layer knows while it chooses an order: the shapes, and how the operands come.</summary>
/// <param name="Inputs">The shapes of the operands.</param>
/// <param name="Pictures">How the operands come: see <see cref="MemoryOrder"/>.</param>
/// <param name="Output">The shape of the result.</param>
public sealed record MemoryOrderChoice(ImmutableArray<Shape> Inputs, ImmutableArray<Shape?> Pictures, Shape Output)
{
    /// <summary>All as their shapes say: for layers that know no other order.</summary>
    public MemoryOrder RowMajor => MemoryOrder.RowMajor(Inputs.Length);

    /// <summary>As the operands come, as long as they agree: for what works on each element by itself.</summary>
    public MemoryOrder AsItComes
    {
        get
        {
            Shape? first = Pictures.FirstOrDefault(picture => picture is not null);
            bool agree = Inputs[0].Rank == 3 || Pictures.All(picture => Equals(picture, first));
            return agree ? new(Inputs.Select(_ => first).ToImmutableArray(), first) : RowMajor;
        }
    }

    /// <summary>Pictures channels last if one of them comes so, else all as their shapes say: for what walks along axes.</summary>
    public MemoryOrder AsPicturesCome => Inputs.Zip(Pictures, (shape, picture) => shape.Rank == 3 && picture is not null).Any(isLast => isLast)
        ? ChannelsLast
        : RowMajor;

    /// <summary>All pictures channels last.</summary>
    public MemoryOrder ChannelsLast => new(Inputs.Select(PictureOf).ToImmutableArray(), PictureOf(Output));

    /// <summary>The operands as they come, a picture as the result channels last: for layers that read any order.</summary>
    public MemoryOrder ToChannelsLast => new(Pictures, PictureOf(Output));

    private static Shape? PictureOf(Shape shape) => shape.Rank == 3 ? shape : null;
}
