using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>The largest value of each channel in each window of a picture whose channels lie last; padding is below everything.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class MaxPool
{
    /// <summary>y = epilogue(max x over each window). Shared out by samples.</summary>
    public static void Forward<T>(ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, in Window2D window, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        ForwardPart(part, x, y, window, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>
    /// dX = epilogue(dY at the first of the largest values of each window, in row-major order). Where windows overlap, an
    /// element's sum is taken in the order of the windows. Shared out by samples.
    /// </summary>
    /// <remarks>
    /// The places of the maxima are found anew instead of being kept: x is read for the activation before the pooling
    /// anyway, and is in the first-level cache then.
    /// </remarks>
    public static void Backward<T>(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> dy, in Tensor<float> dx, in Window2D window, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        BackwardPart(part, x, dy, dx, window, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    private static void ForwardPart(
        Part part, in Tensor<float> x, in Tensor<float> y, in Window2D window,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        if (Vector512.IsHardwareAccelerated)
            PoolLoop<MaxReduction>.Samples<Simd512>(part, x, y, window, MeanRule.Sum, epilogue, argument);
        else if (Vector256.IsHardwareAccelerated)
            PoolLoop<MaxReduction>.Samples<Simd256>(part, x, y, window, MeanRule.Sum, epilogue, argument);
        else
            PoolLoop<MaxReduction>.Samples<Simd128>(part, x, y, window, MeanRule.Sum, epilogue, argument);
    }

    private static void BackwardPart(
        Part part, in Tensor<float> x, in Tensor<float> dy, in Tensor<float> dx, in Window2D window,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        if (Vector512.IsHardwareAccelerated)
            MaxPoolGradient.Samples<Simd512>(part, x, dy, dx, window, epilogue, argument);
        else if (Vector256.IsHardwareAccelerated)
            MaxPoolGradient.Samples<Simd256>(part, x, dy, dx, window, epilogue, argument);
        else
            MaxPoolGradient.Samples<Simd128>(part, x, dy, dx, window, epilogue, argument);
    }
}
