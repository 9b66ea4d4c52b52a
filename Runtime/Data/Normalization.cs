using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>
/// Shifts and scales the elements of samples: <c>(x − mean) · (1 / deviation)</c>, with a mean and a deviation for all elements,
/// for each channel or for each element. Compute it on the training part alone and apply it to every part: what a network
/// must never see should not leak into its inputs. Immutable.
/// </summary>
/// <remarks>
/// Sums run in double over the samples in ascending order, so the same data gives the same bits everywhere. An element that never
/// changes has the deviation 0; 1 stands in its place, so that it becomes 0 rather than infinite.
/// </remarks>
public sealed class Normalization
{
    private readonly float[] _mean;
    private readonly float[] _deviation;
    private readonly float[] _factor;

    private Normalization(float[] mean, float[] deviation, float[] factor)
    {
        _mean = mean;
        _deviation = deviation;
        _factor = factor;
    }

    /// <summary>What is subtracted: one number, one for each channel, or one for each element of a sample.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>What is divided by, as many numbers as <see cref="Mean"/> has.</summary>
    public ReadOnlySpan<float> Deviation => _deviation;

    /// <summary>Multiplies every element by a number.</summary>
    /// <param name="factor">Finite and not 0, such as 1f / 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is 0 or not finite.</exception>
    public static Normalization Scale(float factor)
    {
        if (!float.IsFinite(factor) || factor == 0)
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"The factor is a finite number other than 0, but {factor} was given.");
        return new([0], [1 / factor], [factor]);
    }

    /// <summary>Takes means and deviations that are known from elsewhere, such as those that go with pretrained weights.</summary>
    /// <param name="mean">One number, one for each channel, or one for each element of a sample.</param>
    /// <param name="deviation">As many, each above 0.</param>
    /// <exception cref="ArgumentException">The numbers differ in number, are not finite, or a deviation is not above 0.</exception>
    public static Normalization Of(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        if (mean.IsEmpty || mean.Length != deviation.Length)
            throw new ArgumentException($"Every mean has its deviation, but {mean.Length} mean(s) and {deviation.Length} deviation(s) came.", nameof(deviation));
        for (int i = 0; i < mean.Length; i++)
        {
            if (!float.IsFinite(mean[i]) || !(deviation[i] > 0) || !float.IsFinite(1 / deviation[i]))
                throw new ArgumentException($"Means are finite and deviations finite and above 0, but number {i} is {mean[i]} with the deviation {deviation[i]}.", nameof(deviation));
        }

        return Make(mean.ToArray(), deviation.ToArray());
    }

    /// <summary>
    /// The mean and the deviation of every channel: the first axis of pictures [channel, height, width], the last one
    /// (features) of other shapes.
    /// </summary>
    /// <param name="training">The training part, with at least one sample.</param>
    /// <param name="deviation">Whether to divide by the deviation, too; else only the mean is subtracted.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static Normalization PerChannel(Dataset training, bool deviation = true) => Of(training, deviation, perElement: false);

    /// <summary>The mean and the deviation of every element of a sample: of a picture, each pixel of each channel.</summary>
    /// <param name="training">The training part, with at least one sample.</param>
    /// <param name="deviation">Whether to divide by the deviation, too; else only the mean is subtracted.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static Normalization PerPixel(Dataset training, bool deviation = true) => Of(training, deviation, perElement: true);

    /// <summary>Normalises samples in place.</summary>
    /// <param name="samples">One sample after another, all of them whole.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <exception cref="ArgumentException">The means don't fit the shape, or a sample is not whole.</exception>
    public void Apply(Span<float> samples, ReadOnlySpan<int> shape)
    {
        int elements = Check(shape);
        if (samples.Length % elements != 0)
            throw new ArgumentException($"Samples of {elements} elements were expected, but the span has {samples.Length}.", nameof(samples));
        // Each mean holds for a run of elements, or the means hold for elements one by one, over and over.
        int run = _mean.Length == 1 ? samples.Length : shape.Length == 3 && _mean.Length < elements ? elements / shape[0] : 1;
        if (run == 1)
        {
            for (; !samples.IsEmpty; samples = samples[_mean.Length..])
                NormalizationLoops.Apply(samples[.._mean.Length], _mean, _factor);
            return;
        }

        for (int i = 0; !samples.IsEmpty; samples = samples[run..], i = i + 1 == _mean.Length ? 0 : i + 1)
            NormalizationLoops.Apply(samples[..run], _mean[i], _factor[i]);
    }

    /// <summary>Checks that there is a mean for all elements, for each channel or for each element.</summary>
    /// <returns>The number of elements of a sample.</returns>
    internal int Check(ReadOnlySpan<int> shape)
    {
        int elements = 1;
        foreach (int extent in shape)
            elements = checked(elements * extent);
        int channels = ChannelStatistics.Channels(shape);
        return _mean.Length == 1 || _mean.Length == channels || _mean.Length == elements
            ? elements
            : throw new ArgumentException($"The normalisation has {_mean.Length} means, but samples [{string.Join(", ", shape.ToArray())}] have {channels} channel(s) and {elements} elements. Compute it on data of the same shape.", nameof(shape));
    }

    private static Normalization Of(Dataset training, bool deviation, bool perElement)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Count == 0)
            throw new ArgumentException("A mean needs at least one sample, but the training part has none.", nameof(training));
        var (mean, deviations) = ChannelStatistics.Of(training, deviation, perElement);
        return Make(mean, deviations);
    }

    private static Normalization Make(float[] mean, float[] deviation) =>
        new(mean, deviation, Array.ConvertAll(deviation, number => 1 / number));
}
