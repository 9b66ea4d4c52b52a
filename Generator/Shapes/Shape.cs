using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Shapes;

/// <summary>The extents of a value for one sample, without the batch: pictures are channel, height, width.</summary>
public sealed record Shape(EquatableArray<int> Dimensions)
{
    public Shape(params int[] dimensions) : this(new EquatableArray<int>(dimensions))
    {
    }

    public Shape(IEnumerable<int> dimensions) : this(new EquatableArray<int>(dimensions))
    {
    }

    /// <summary>Whether the elements are indices instead of numbers.</summary>
    public bool IsIndices { get; init; }

    public int Rank => Dimensions.Count;

    /// <summary>The number of elements; wide, so that the caller can judge whether it is too large.</summary>
    public long Elements => Dimensions.Aggregate(1L, (product, extent) => product > int.MaxValue ? product : product * extent);

    /// <summary>The extent of the last axis: the columns of a kernel.</summary>
    public int Last => Dimensions[Rank - 1];

    /// <summary>The product of all axes but the last: the rows of a kernel, for one sample.</summary>
    public int Rows => (int)(Elements / Last);

    /// <summary>This shape with another last axis.</summary>
    public Shape WithLast(int extent) => new(Dimensions.Take(Rank - 1).Append(extent));

    public override string ToString() =>
        "[" + string.Join(", ", Dimensions.Select(extent => extent.ToString(CultureInfo.InvariantCulture))) + "]";
}
