using GraphGen.Data;

namespace GraphGen.CompilerServices;

/// <summary>Covers a square.</summary>
internal sealed record CutoutStep(int Size, float Value, float Probability) : ValueStep
{
    public override bool NeedsPicture => true;

    public override void Apply(Span<float> sample, ReadOnlySpan<int> shape, ref SampleRandom random)
    {
        int height = shape[1], width = shape[2];
        bool isCovered = random.Chance(Probability);
        int left = random.Below(width) - Size / 2, top = random.Below(height) - Size / 2;
        if (!isCovered)
            return;
        int right = (int)Math.Min(width, (long)left + Size), bottom = (int)Math.Min(height, (long)top + Size);
        left = Math.Max(0, left);
        for (int channel = 0; channel < shape[0]; channel++)
        {
            for (int y = Math.Max(0, top); y < bottom; y++)
                sample.Slice((channel * height + y) * width + left, right - left).Fill(Value);
        }
    }
}

/// <summary>Adds normal numbers.</summary>
internal sealed record NoiseStep(float Deviation) : ValueStep
{
    public override void Apply(Span<float> sample, ReadOnlySpan<int> shape, ref SampleRandom random)
    {
        foreach (ref float element in sample)
            element += Deviation * random.NextNormal();
    }
}

/// <summary>A change of the user's own.</summary>
internal sealed record OwnStep(SampleChange Change) : ValueStep
{
    public override void Apply(Span<float> sample, ReadOnlySpan<int> shape, ref SampleRandom random) => Change(sample, shape, ref random);
}
