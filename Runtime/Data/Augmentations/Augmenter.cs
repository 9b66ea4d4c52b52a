using GraphGen.Data;

namespace GraphGen.CompilerServices;

/// <summary>Carries out an augmentation for samples of one shape, with memory of its own; for one thread at a time.</summary>
internal sealed class Augmenter
{
    private readonly Augmentation _augmentation;
    private readonly int[] _shape;
    private readonly PictureMover? _mover;

    /// <exception cref="ArgumentException">A step needs pictures, but the samples are none.</exception>
    public Augmenter(Augmentation augmentation, ReadOnlySpan<int> shape)
    {
        _augmentation = augmentation;
        _shape = shape.ToArray();
        Elements = 1;
        foreach (int extent in shape)
            Elements = checked(Elements * extent);
        bool moves = false;
        foreach (AugmentationStep step in augmentation.Steps)
        {
            if (step is MappingStep or ValueStep { NeedsPicture: true } && shape.Length != 3)
                throw new ArgumentException($"The augmentation changes pictures [channel, height, width], but the samples are [{string.Join(", ", _shape)}].", nameof(shape));
            moves |= step is MappingStep;
        }

        if (moves)
            _mover = new PictureMover(shape[0], shape[1], shape[2]);
    }

    /// <summary>Elements of a sample.</summary>
    public int Elements { get; }

    /// <summary>Changes a sample in place.</summary>
    /// <param name="sample">Its elements.</param>
    /// <param name="key">The epoch's key.</param>
    /// <param name="index">Its index in the dataset.</param>
    public void Apply(Span<float> sample, ulong key, int index)
    {
        ReadOnlySpan<AugmentationStep> steps = _augmentation.Steps;
        PictureMap map = PictureMap.Identity;
        PictureFill? fill = null;
        for (int i = 0; i < steps.Length; i++)
        {
            var random = new SampleRandom(key, index, stream: i);
            if (steps[i] is MappingStep mapping)
            {
                if (mapping.Fill is { } other && fill is { } present && other != present)
                    Move(sample, ref map, ref fill);
                map = map.Then(mapping.Draw(_shape[1], _shape[2], ref random));
                fill ??= mapping.Fill;
            }
            else
            {
                Move(sample, ref map, ref fill);
                ((ValueStep)steps[i]).Apply(sample, _shape, ref random);
            }
        }

        Move(sample, ref map, ref fill);
    }

    /// <summary>Does what the mapping says, and starts afresh.</summary>
    private void Move(Span<float> sample, ref PictureMap map, ref PictureFill? fill)
    {
        if (map != PictureMap.Identity)
            _mover!.Move(sample, map, fill ?? PictureFill.Nearest);
        map = PictureMap.Identity;
        fill = null;
    }
}
