namespace GraphGen.CompilerServices;

/// <summary>
/// How output pixels and taps meet along one axis: output pixel t takes part with source pixel
/// <c>Origin + t·Stride + i·Step</c> at its tap i. The convolution itself has one of them along each axis; the transposed
/// one has one for each phase of the stride.
/// </summary>
/// <param name="Origin">The source pixel of output pixel 0 and tap 0.</param>
/// <param name="Stride">Source pixels between two output pixels.</param>
/// <param name="Step">Source pixels between two taps.</param>
/// <param name="Taps">The number of taps.</param>
/// <param name="FirstTap">The kernel's index of tap 0.</param>
/// <param name="TapStep">Kernel indices between two taps.</param>
/// <param name="TapsBefore">Taps of the phases before this one.</param>
/// <param name="First">Where output pixel 0 is in the result.</param>
/// <param name="Distance">Pixels of the result between two output pixels.</param>
/// <param name="Count">The number of output pixels.</param>
internal readonly record struct TapAxis(
    int Origin, int Stride, int Step, int Taps, int FirstTap, int TapStep, int TapsBefore, int First, int Distance, int Count)
{
    /// <summary>The source pixel beyond the last one that is read.</summary>
    public int SourceEnd => Origin + (Count - 1) * Stride + (Taps - 1) * Step + 1;

    /// <summary>The axis of a convolution.</summary>
    public static TapAxis Of(int output, int kernel, int stride, int padding, int dilation) =>
        new(-padding, stride, dilation, kernel, 0, 1, 0, 0, 1, output);

    /// <summary>The axis of the transposed convolution, for the pixels of one phase of the stride.</summary>
    public static TapAxis OfPhase(int phase, int tapsBefore, int input, int kernel, int stride, int padding, int dilation)
    {
        int divisor = Divisor(stride, dilation);
        int tapStep = stride / divisor;
        int firstTap = 0;
        while (firstTap < tapStep && firstTap * dilation % stride != phase)
            firstTap++;
        int taps = firstTap < Math.Min(kernel, tapStep) ? (kernel - 1 - firstTap) / tapStep + 1 : 0;
        int lastTap = firstTap + (taps - 1) * tapStep;
        int first = ((phase - padding) % stride + stride) % stride;
        int count = first < input ? (input - 1 - first) / stride + 1 : 0;
        // The last tap comes first: it reads the first source pixel.
        int origin = taps > 0 ? (first + padding - lastTap * dilation) / stride : 0;
        return new(origin, 1, dilation / divisor, taps, lastTap, -tapStep, tapsBefore, first, stride, count);
    }

    /// <summary>All phases of one axis, and the pixels that taps reach beyond the source on either side.</summary>
    public static unsafe void FillPhases(
        TapAxis* phases, int input, int output, int kernel, int stride, int padding, int dilation, out int before, out int behind)
    {
        int taps = 0;
        before = behind = 0;
        for (int phase = 0; phase < stride; phase++)
        {
            TapAxis axis = OfPhase(phase, taps, input, kernel, stride, padding, dilation);
            phases[phase] = axis;
            taps += axis.Taps;
            if (axis.Taps == 0 || axis.Count == 0)
                continue;
            before = Math.Max(before, -axis.Origin);
            behind = Math.Max(behind, axis.SourceEnd - output);
        }
    }

    /// <summary>
    /// Which of <paramref name="count"/> numbers i keep <c>start + i·step</c> from 0 to <paramref name="extent"/> - 1: taps of
    /// a pixel that are inside the picture, or pixels whose tap is.
    /// </summary>
    public static (int First, int End) Clip(int start, int step, int count, int extent)
    {
        if (start >= 0 && start + (count - 1) * step < extent)
            return (0, count);
        int first = start >= 0 ? 0 : (step - 1 - start) / step;
        int end = start >= extent ? 0 : Math.Min(count, (extent - 1 - start) / step + 1);
        return (first, Math.Max(first, end));
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
