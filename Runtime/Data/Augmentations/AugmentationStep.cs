using GraphGen.Data;

namespace GraphGen.CompilerServices;

/// <summary>One step of an augmentation.</summary>
internal abstract record AugmentationStep;

/// <summary>A step that moves pixels. It says where they come from; the <see cref="Augmenter"/> moves them, for several steps at once.</summary>
/// <param name="Fill">What stands where no pixels come from; null if the step never leaves such places.</param>
internal abstract record MappingStep(PictureFill? Fill) : AugmentationStep
{
    /// <summary>Where a pixel of this step's result comes from.</summary>
    public abstract PictureMap Draw(int height, int width, ref SampleRandom random);
}

/// <summary>A step that changes elements where they are.</summary>
internal abstract record ValueStep : AugmentationStep
{
    /// <summary>Whether it takes pictures only.</summary>
    public virtual bool NeedsPicture => false;

    /// <summary>Changes a sample in place.</summary>
    public abstract void Apply(Span<float> sample, ReadOnlySpan<int> shape, ref SampleRandom random);
}
