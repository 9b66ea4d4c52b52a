using GraphGen.Data;

namespace GraphGen.CompilerServices;

/// <summary>Mirrors.</summary>
internal sealed record FlipStep(float Probability, bool IsHorizontal) : MappingStep(Fill: null)
{
    public override PictureMap Draw(int height, int width, ref SampleRandom random)
    {
        if (!random.Chance(Probability))
            return PictureMap.Identity;
        return IsHorizontal ? PictureMap.Identity with { XX = -1, X0 = width - 1 } : PictureMap.Identity with { YY = -1, Y0 = height - 1 };
    }
}

/// <summary>Shifts by a share of the picture.</summary>
internal sealed record ShiftStep(float Horizontal, float Vertical, PictureFill Around) : MappingStep(Around)
{
    public override PictureMap Draw(int height, int width, ref SampleRandom random)
    {
        float right = random.Between(-Horizontal, Horizontal), down = random.Between(-Vertical, Vertical);
        return PictureMap.Identity with { X0 = -(double)right * width, Y0 = -(double)down * height };
    }
}

/// <summary>Shifts by whole pixels.</summary>
internal sealed record PadAndCropStep(int Padding, PictureFill Around) : MappingStep(Around)
{
    public override PictureMap Draw(int height, int width, ref SampleRandom random)
    {
        int left = random.Below(2 * Padding + 1), top = random.Below(2 * Padding + 1);
        return PictureMap.Identity with { X0 = left - Padding, Y0 = top - Padding };
    }
}

/// <summary>Turns around the middle.</summary>
internal sealed record RotationStep(float Degrees, PictureFill Around) : MappingStep(Around)
{
    public override PictureMap Draw(int height, int width, ref SampleRandom random)
    {
        double halfTurns = (double)random.Between(-Degrees, Degrees) / 180;
        double cos = DeterministicMath.CosPi(halfTurns), sin = DeterministicMath.SinPi(halfTurns);
        return PictureMap.Around(height, width, cos, -sin, sin, cos);
    }
}

/// <summary>Makes larger or smaller.</summary>
internal sealed record ZoomStep(float Range, PictureFill Around) : MappingStep(Around)
{
    public override PictureMap Draw(int height, int width, ref SampleRandom random)
    {
        double step = 1 / (double)random.Between(1 - Range, 1 + Range);
        return PictureMap.Around(height, width, step, 0, 0, step);
    }
}
