using System;
using System.Linq;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>An operation whose two operands broadcast.</summary>
internal interface IBroadcasting;

/// <summary>Where two values meet, axes of extent 1 repeat, and missing leading axes count as such.</summary>
internal static class BroadcastRule
{
    /// <summary>The shape of both after broadcasting; null if they do not fit.</summary>
    public static Shape? Of(Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        int[] extents = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int a = Extent(left, axis, rank), b = Extent(right, axis, rank);
            if (a != b && a != 1 && b != 1)
                return null;
            extents[axis] = Math.Max(a, b);
        }

        Shape shape = new(extents);
        return shape.Elements > int.MaxValue ? null : shape;
    }

    /// <summary>The extent of an axis, counted in the rank of the larger shape.</summary>
    public static int Extent(Shape shape, int axis, int rank) => axis < rank - shape.Rank ? 1 : shape.Dimensions[axis - (rank - shape.Rank)];
}
