using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>
/// Changes samples at random, so that a network never sees quite the same picture twice. An immutable description that is put
/// together step by step:
/// <code>
/// Augmentation.None.Rotate(10).Shift(0.1f, 0.1f).FlipHorizontally()
/// </code>
/// Steps run in the order of the calls, before normalisation.
/// </summary>
/// <remarks>
/// <para>
/// Every random number is a function of the seed, the epoch, the index of the sample and the place of the step; the rest is arithmetic
/// that every processor does alike. So a run can be repeated bit for bit, whatever batches and threads it is made with.
/// </para>
/// <para>
/// Steps that move pixels (flip, shift, rotation, zoom, pad-and-crop) and follow one another with the same fill are one mapping: pixels
/// are interpolated once, bilinearly, and nothing that one step moves out of the picture and a later one back in is lost. They take
/// pictures, [channel, height, width]; other steps take samples of any shape.
/// </para>
/// </remarks>
public sealed class Augmentation
{
    private readonly AugmentationStep[] _steps;

    private Augmentation(AugmentationStep[] steps) => _steps = steps;

    /// <summary>Changes nothing.</summary>
    public static Augmentation None { get; } = new([]);

    /// <summary>Whether it changes nothing.</summary>
    public bool IsNone => _steps.Length == 0;

    internal ReadOnlySpan<AugmentationStep> Steps => _steps;

    /// <summary>Mirrors left and right.</summary>
    /// <param name="probability">How often, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public Augmentation FlipHorizontally(float probability = 0.5f) => With(new FlipStep(Probability(probability), IsHorizontal: true));

    /// <summary>Mirrors top and bottom.</summary>
    /// <param name="probability">How often, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public Augmentation FlipVertically(float probability = 0.5f) => With(new FlipStep(Probability(probability), IsHorizontal: false));

    /// <summary>
    /// Shifts by up to a fraction of the picture each way, as <c>width_shift_range</c> and <c>height_shift_range</c> of Keras'
    /// ImageDataGenerator do: not by whole pixels.
    /// </summary>
    /// <param name="horizontal">The most to the left and to the right, as a share of the width, from 0 to 1.</param>
    /// <param name="vertical">The most up and down, as a share of the height, from 0 to 1.</param>
    /// <param name="fill">What stands at the border left behind; by default the nearest pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is not from 0 to 1.</exception>
    public Augmentation Shift(float horizontal, float vertical, PictureFill fill = default) =>
        With(new ShiftStep(Share(horizontal, nameof(horizontal)), Share(vertical, nameof(vertical)), fill));

    /// <summary>
    /// Draws a border around the picture and cuts the picture's size out of it at random: a shift by whole pixels, 0 to
    /// <paramref name="padding"/> each way.
    /// </summary>
    /// <param name="padding">Pixels of the border, at least 0.</param>
    /// <param name="fill">What the border is made of; by default the number 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The padding is negative or above 65535.</exception>
    public Augmentation PadAndCrop(int padding, PictureFill? fill = null)
    {
        if (padding is < 0 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(padding), padding, $"The padding is from 0 to {ushort.MaxValue} pixels, but {padding} was given.");
        return With(new PadAndCropStep(padding, fill ?? PictureFill.Constant(0)));
    }

    /// <summary>Turns around the middle by up to an angle each way.</summary>
    /// <param name="degrees">The greatest angle, from 0 to 180.</param>
    /// <param name="fill">What stands in the corners left behind; by default the nearest pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">The angle is not from 0 to 180.</exception>
    public Augmentation Rotate(float degrees, PictureFill fill = default)
    {
        if (!(degrees is >= 0 and <= 180))
            throw new ArgumentOutOfRangeException(nameof(degrees), degrees, $"The greatest angle is from 0 to 180 degrees, but {degrees} was given.");
        return With(new RotationStep(degrees, fill));
    }

    /// <summary>Makes larger or smaller around the middle, keeping proportions, by a factor from 1 − range to 1 + range.</summary>
    /// <param name="range">From 0 to 0.9.</param>
    /// <param name="fill">What surrounds a smaller picture; by default the nearest pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not from 0 to 0.9.</exception>
    public Augmentation Zoom(float range, PictureFill fill = default)
    {
        if (!(range is >= 0 and <= 0.9f))
            throw new ArgumentOutOfRangeException(nameof(range), range, $"The range of the zoom is from 0 to 0.9, but {range} was given.");
        return With(new ZoomStep(range, fill));
    }

    /// <summary>
    /// Covers a square at a random place; its middle is any pixel, so a part of it may lie outside
    /// (DeVries, Taylor: Improved Regularization of Convolutional Neural Networks with Cutout, 2017).
    /// </summary>
    /// <param name="size">The side of the square in pixels, at least 1.</param>
    /// <param name="value">What covers it, in units of the dataset (before normalisation).</param>
    /// <param name="probability">How often, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1, the value not finite, or the probability not from 0 to 1.</exception>
    public Augmentation Cutout(int size, float value = 0, float probability = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return With(new CutoutStep(size, PictureFill.Constant(value).Value, Probability(probability)));
    }

    /// <summary>Adds to every element a number of the normal distribution.</summary>
    /// <param name="deviation">Its deviation: finite, at least 0, in units of the dataset (before normalisation).</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or not finite.</exception>
    public Augmentation Noise(float deviation)
    {
        if (!(deviation >= 0) || !float.IsFinite(deviation))
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, $"The deviation of noise is a finite number of 0 or more, but {deviation} was given.");
        return With(new NoiseStep(deviation));
    }

    /// <summary>Adds a change of your own. It runs on the loader's thread; what it throws comes out of the loader.</summary>
    /// <param name="change">What to do with a sample.</param>
    public Augmentation Then(SampleChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(new OwnStep(change));
    }

    /// <summary>Adds all steps of another description.</summary>
    /// <param name="other">What to do after this.</param>
    public Augmentation Then(Augmentation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. _steps, .. other._steps]);
    }

    /// <summary>Changes one sample, as a <see cref="DataLoader"/> would; for a look at what comes of it.</summary>
    /// <param name="sample">The elements, changed in place.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="seed">The seed of the loader.</param>
    /// <param name="epoch">The number of the epoch.</param>
    /// <param name="index">The index of the sample in the dataset.</param>
    /// <exception cref="ArgumentException">The sample does not fit the shape, or a step that moves pixels comes to a sample that is no picture.</exception>
    public void Apply(Span<float> sample, ReadOnlySpan<int> shape, ulong seed, long epoch, int index)
    {
        var augmenter = new Augmenter(this, shape);
        if (sample.Length != augmenter.Elements)
            throw new ArgumentException($"A sample [{string.Join(", ", shape.ToArray())}] has {augmenter.Elements} elements, but the span has {sample.Length}.", nameof(sample));
        augmenter.Apply(sample, SampleRandom.Key(seed, epoch), index);
    }

    private static float Probability(float probability) => Share(probability, nameof(probability));

    private static float Share(float share, string name) => share is >= 0 and <= 1
        ? share
        : throw new ArgumentOutOfRangeException(name, share, $"'{name}' is from 0 to 1, but {share} was given.");

    private Augmentation With(AugmentationStep step) => new([.. _steps, step]);
}
