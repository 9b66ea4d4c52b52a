using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>The mean of each channel over each window of a picture whose channels lie last.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class AvgPool
{
    /// <summary>y = epilogue(Σ x over each window / the window's pixels), the sum in row-major order. Shared out by samples.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">The output.</param>
    /// <param name="window">The window, without dilation.</param>
    /// <param name="countsPadding">
    /// Whether pixels of padding count as zeros; what lies beyond the padding, where the output's extent was rounded up, never does.
    /// </param>
    /// <param name="epilogue">What is done to the means.</param>
    public static void Forward<T>(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, in Window2D window, bool countsPadding, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        SumPart(part, x, y, window, RuleOf(countsPadding), EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>
    /// dX = epilogue(Σ dY / the window's pixels over the windows that hold the pixel), in their order. Shared out by samples.
    /// </summary>
    /// <inheritdoc cref="Forward{T}" path="/param"/>
    public static void Backward<T>(
        ref Worker w, int stage, in Tensor<float> dy, in Tensor<float> dx, in Window2D window, bool countsPadding, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        SpreadPart(part, dy, dx, window, RuleOf(countsPadding), EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>Sums or means over windows.</summary>
    internal static void SumPart(
        Part part, in Tensor<float> x, in Tensor<float> y, in Window2D window, MeanRule rule,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        if (Vector512.IsHardwareAccelerated)
            PoolLoop<SumReduction>.Samples<Simd512>(part, x, y, window, rule, epilogue, argument);
        else if (Vector256.IsHardwareAccelerated)
            PoolLoop<SumReduction>.Samples<Simd256>(part, x, y, window, rule, epilogue, argument);
        else
            PoolLoop<SumReduction>.Samples<Simd128>(part, x, y, window, rule, epilogue, argument);
    }

    internal static MeanRule RuleOf(bool countsPadding) => countsPadding ? MeanRule.Padded : MeanRule.Inside;

    private static void SpreadPart(
        Part part, in Tensor<float> dy, in Tensor<float> dx, in Window2D window, MeanRule rule,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        if (Vector512.IsHardwareAccelerated)
            AvgPoolGradient.Samples<Simd512>(part, dy, dx, window, rule, epilogue, argument);
        else if (Vector256.IsHardwareAccelerated)
            AvgPoolGradient.Samples<Simd256>(part, dy, dx, window, rule, epilogue, argument);
        else
            AvgPoolGradient.Samples<Simd128>(part, dy, dx, window, rule, epilogue, argument);
    }
}
