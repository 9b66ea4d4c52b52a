namespace Generator.Tests.RandomStacks.Reference;

/// <summary>Operations that move, repeat and add up elements, by plain index arithmetic.</summary>
internal static class Structure
{
    /// <summary>The same elements under another shape, one extent of which may be -1.</summary>
    public static Tensor Reshape(Tensor x, int[] dimensions, string producer)
    {
        if (dimensions.Length == 0 || dimensions.Any(extent => extent is 0 or < -1) || dimensions.Count(extent => extent == -1) > 1)
            throw new InvalidNetworkException("dimensions");
        int known = dimensions.Where(extent => extent != -1).Aggregate(1, (product, extent) => product * extent);
        if (dimensions.Contains(-1) ? x.Elements % known != 0 : x.Elements != known)
            throw new InvalidNetworkException("reshape");
        Tensor y = new([.. dimensions.Select(extent => extent == -1 ? x.Elements / known : extent)]) { Producer = producer };
        for (int i = 0; i < y.Elements; i++)
            y.Take(i, x, i);
        return y;
    }

    public static Tensor Broadcast(Tensor x, Tensor y, string kind)
    {
        int rank = Math.Max(x.Rank, y.Rank);
        int Extent(Tensor t, int axis) => axis < rank - t.Rank ? 1 : t.Shape[axis - (rank - t.Rank)];
        int[] shape = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int a = Extent(x, axis), b = Extent(y, axis);
            if (a != b && a != 1 && b != 1)
                throw new InvalidNetworkException("broadcast");
            shape[axis] = Math.Max(a, b);
        }

        Tensor z = new(shape) { Producer = kind };
        for (int i = 0; i < z.Elements; i++)
        {
            int j = Index(i, shape, x), k = Index(i, shape, y);
            var (a, da, b, db) = (x.Values[j], x.Slopes[j], y.Values[k], y.Slopes[k]);
            (z.Values[i], z.Slopes[i]) = kind switch { "Add" => (a + b, da + db), "Subtract" => (a - b, da - db), _ => (a * b, da * b + a * db) };
        }

        return z;
    }

    /// <summary>Where the element of a broadcast lies in an operand.</summary>
    private static int Index(int i, int[] shape, Tensor operand)
    {
        int index = 0;
        int[] pitches = operand.Pitches;
        for (int axis = shape.Length - 1; axis >= 0; i /= shape[axis--])
        {
            int own = axis - (shape.Length - operand.Rank);
            if (own >= 0 && operand.Shape[own] > 1)
                index += i % shape[axis] * pitches[own];
        }

        return index;
    }

    public static Tensor Concat(Tensor[] parts)
    {
        if (parts.Length < 2)
            throw new InvalidNetworkException("one part");
        Tensor first = parts[0];
        int axis = first.Rank == 3 ? 0 : first.Rank - 1;
        if (parts.Any(part => part.Rank != first.Rank || Enumerable.Range(0, first.Rank).Any(other => other != axis && part.Shape[other] != first.Shape[other])))
            throw new InvalidNetworkException("concat");
        Tensor y = new([.. first.Shape.Select((extent, i) => i == axis ? parts.Sum(part => part.Shape[axis]) : extent)]) { Producer = "Concat" };
        int pitch = y.Pitches[axis], start = 0;
        foreach (Tensor part in parts)
        {
            for (int i = 0; i < part.Elements; i++)
            {
                int block = part.Shape[axis] * pitch;
                y.Take(i / block * (y.Shape[axis] * pitch) + start * pitch + i % block, part, i);
            }

            start += part.Shape[axis];
        }

        return y;
    }

    public static Tensor Slice(Tensor x, int start, int length, int axis)
    {
        axis = Axis(x, axis);
        if (start < 0 || length < 1 || start + length > x.Shape[axis])
            throw new InvalidNetworkException("slice");
        Tensor y = new([.. x.Shape.Select((extent, i) => i == axis ? length : extent)]) { Producer = "Slice" };
        int pitch = x.Pitches[axis], block = length * pitch;
        for (int i = 0; i < y.Elements; i++)
            y.Take(i, x, i / block * (x.Shape[axis] * pitch) + start * pitch + i % block);
        return y;
    }

    public static Tensor Transpose(Tensor x, int first, int second)
    {
        first = Axis(x, first);
        second = Axis(x, second);
        int[] order = [.. Enumerable.Range(0, x.Rank)];
        (order[first], order[second]) = (order[second], order[first]);
        Tensor y = new([.. order.Select(axis => x.Shape[axis])]) { Producer = "Transpose" };
        int[] pitches = x.Pitches;
        for (int i = 0; i < y.Elements; i++)
        {
            int from = 0;
            for (int axis = y.Rank - 1, rest = i; axis >= 0; rest /= y.Shape[axis--])
                from += rest % y.Shape[axis] * pitches[order[axis]];
            y.Take(i, x, from);
        }

        return y;
    }

    /// <summary>Sum, mean or maximum over an axis, which disappears.</summary>
    public static Tensor Reduce(Tensor x, string kind, int axis, Kinks kinks)
    {
        axis = Axis(x, axis);
        int[] rest = [.. x.Shape.Where((_, i) => i != axis)];
        Tensor y = new(rest.Length == 0 ? [1] : rest) { Producer = kind };
        int extent = x.Shape[axis], pitch = x.Pitches[axis];
        for (int i = 0; i < y.Elements; i++)
        {
            int start = i / pitch * (extent * pitch) + i % pitch;
            int[] all = [.. Enumerable.Range(0, extent).Select(k => start + k * pitch)];
            if (kind == "Max")
            {
                int most = all.MaxBy(k => x.Values[k]);
                y.Take(i, x, most);
                foreach (int other in all)
                    kinks.Meet(x.Values[most] - x.Values[other], x.Slopes[most] - x.Slopes[other]);
                continue;
            }

            double scale = kind == "Mean" ? 1.0 / extent : 1;
            y.Values[i] = scale * all.Sum(k => x.Values[k]);
            y.Slopes[i] = scale * all.Sum(k => x.Slopes[k]);
        }

        return y;
    }

    public static Tensor MatMul(Tensor x, Tensor y)
    {
        int rank = x.Rank;
        if (rank < 2 || y.Rank != rank || !x.Shape.Take(rank - 2).SequenceEqual(y.Shape.Take(rank - 2)) || y.Shape[^2] != x.Last)
            throw new InvalidNetworkException("matmul");
        int n = x.Shape[^2], k = x.Last, m = y.Last;
        Tensor z = new([.. x.Shape.Take(rank - 1), m]) { Producer = "MatMul" };
        for (int i = 0; i < z.Elements; i++)
        {
            int row = i / m, column = i % m, matrix = row / n;
            for (int j = 0; j < k; j++)
            {
                int a = row * k + j, b = (matrix * k + j) * m + column;
                z.Values[i] += x.Values[a] * y.Values[b];
                z.Slopes[i] += x.Slopes[a] * y.Values[b] + x.Values[a] * y.Slopes[b];
            }
        }

        return z;
    }

    private static int Axis(Tensor x, int axis)
    {
        int found = axis < 0 ? axis + x.Rank : axis;
        return found >= 0 && found < x.Rank ? found : throw new InvalidNetworkException("axis");
    }
}

/// <summary>Remembers whether a value came so near to a kink that single precision may stand on its other side.</summary>
internal sealed class Kinks
{
    public bool IsNear { get; private set; }

    /// <param name="distance">How far the value is from the kink.</param>
    /// <param name="jump">By how much the slope would change.</param>
    public void Meet(double distance, double jump) => IsNear |= Math.Abs(distance) < 1e-4 && jump != 0;
}
