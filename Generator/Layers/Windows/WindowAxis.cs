using System;

namespace GraphGen.Generator.Layers;

/// <summary>A window along one axis, as the user asks for it.</summary>
/// <param name="Kernel">The pixels it reads.</param>
/// <param name="Stride">The distance of neighbouring windows.</param>
/// <param name="Padding">Pixels of padding on either side, or <see cref="Same"/>.</param>
/// <param name="Dilation">The distance of neighbouring pixels that it reads.</param>
/// <param name="RoundsUp">Whether a last window may reach over the end, as long as it begins in the input or the padding before it.</param>
public sealed record WindowAxis(int Kernel, int Stride = 1, int Padding = 0, int Dilation = 1, bool RoundsUp = false)
{
    /// <summary>As much padding as gives an output for every <see cref="Stride"/> pixels of the input; one more behind than before if it is odd.</summary>
    public const int Same = -1;

    /// <summary>The pixels from the first that the window reads to the last.</summary>
    public long Reach => (long)Dilation * (Kernel - 1) + 1;

    /// <summary>Pixels of padding before the input.</summary>
    public int Before(int input) => Padding == Same ? (int)(SamePadding(input) / 2) : Padding;

    /// <summary>Pixels of padding behind the input.</summary>
    public int After(int input) => Padding == Same ? (int)(SamePadding(input) - SamePadding(input) / 2) : Padding;

    /// <summary>The windows that fit; below 1 if none does.</summary>
    public long Output(int input)
    {
        if (Padding == Same)
            return ((long)input + Stride - 1) / Stride;
        long free = input + 2L * Padding - Reach;
        if (free < 0)
            return 0;
        long output = (RoundsUp ? free + Stride - 1 : free) / Stride + 1;
        return RoundsUp && (output - 1) * Stride >= (long)input + Padding ? output - 1 : output;
    }

    /// <summary>Pixels of the input behind the last window: no window reads them.</summary>
    public long Unread(int input) => Math.Max(0, input - ((Output(input) - 1) * Stride + Reach - Before(input)));

    private long SamePadding(int input) => Math.Max(0, (((long)input + Stride - 1) / Stride - 1) * Stride + Reach - input);
}
