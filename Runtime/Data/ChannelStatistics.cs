using System.Runtime.CompilerServices;
using GraphGen.Data;

namespace GraphGen.CompilerServices;

/// <summary>
/// Means and deviations of a dataset, in two passes: the second sums squares of differences from the mean, which loses no digits
/// where the mean is large. Every element has a sum of its own over the samples in ascending order; those of a channel are
/// added up in ascending order.
/// </summary>
internal static class ChannelStatistics
{
    /// <summary>What varies less has no deviation: its reciprocal would come near the largest number.</summary>
    private const float SmallestDeviation = 1e-30f;

    /// <summary>The number of channels: the first extent of a picture, the last one (features) of other shapes.</summary>
    public static int Channels(ReadOnlySpan<int> shape) => shape.IsEmpty ? 1 : shape.Length == 3 ? shape[0] : shape[^1];

    public static (float[] Mean, float[] Deviation) Of(Dataset data, bool withDeviation, bool perElement)
    {
        int elements = data.ElementsPerSample;
        int groups = perElement ? elements : Channels(data.Shape);
        double count = (double)data.Count * (elements / groups);
        var values = new float[elements];
        var sums = new double[elements];
        for (int i = 0; i < data.Count; i++)
        {
            data.Fill(i, 1, values, []);
            Add(values, sums);
        }

        double[] mean = Fold(sums, groups, data.Shape, count);
        var deviation = new float[groups];
        Array.Fill(deviation, 1);
        if (withDeviation)
        {
            var centre = new double[elements];
            for (int i = 0; i < elements; i++)
                centre[i] = mean[Group(i, groups, elements, data.Shape)];
            Array.Clear(sums);
            for (int i = 0; i < data.Count; i++)
            {
                data.Fill(i, 1, values, []);
                AddSquares(values, centre, sums);
            }

            double[] variance = Fold(sums, groups, data.Shape, count);
            for (int i = 0; i < groups; i++)
            {
                float root = (float)Math.Sqrt(variance[i]);
                deviation[i] = root >= SmallestDeviation ? root : 1;
            }
        }

        return (Array.ConvertAll(mean, number => (float)number), deviation);
    }

    private static int Group(int element, int groups, int elements, ReadOnlySpan<int> shape) =>
        groups == elements ? element : shape.Length == 3 ? element / (elements / groups) : element % groups;

    private static double[] Fold(double[] sums, int groups, ReadOnlySpan<int> shape, double count)
    {
        var folded = new double[groups];
        for (int i = 0; i < sums.Length; i++)
            folded[Group(i, groups, sums.Length, shape)] += sums[i];
        for (int i = 0; i < groups; i++)
            folded[i] /= count;
        return folded;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<float> values, Span<double> sums)
    {
        sums = sums[..values.Length];
        for (int i = 0; i < values.Length; i++)
            sums[i] += values[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSquares(ReadOnlySpan<float> values, ReadOnlySpan<double> centre, Span<double> sums)
    {
        sums = sums[..values.Length];
        centre = centre[..values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double difference = values[i] - centre[i];
            sums[i] += difference * difference;
        }
    }
}
