using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>The kernels that keep the places of the maxima: for windows without padding that lie edge to edge.</summary>
public static unsafe partial class MaxPool
{
    /// <summary>y = epilogue(max x over each window), and the number of the tap that it was. Shared out by samples.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives the maxima.</param>
    /// <param name="places">Receives the taps, in row-major order from 0, of the first of the largest values.</param>
    /// <param name="window">The windows.</param>
    /// <param name="epilogue">What becomes of the maxima.</param>
    public static void ForwardWithPlaces<T>(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, in Tensor<float> places, in Window2D window, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        delegate*<void*, float*, nint, int, int, int, int, void> loop = EpilogueLoop<T>.Address;
        void* argument = Unsafe.AsPointer(ref chain);
        if (Vector512.IsHardwareAccelerated)
            MaxPoolPlaces.Forward<Simd512>(part, x, y, places, window, loop, argument);
        else if (Vector256.IsHardwareAccelerated)
            MaxPoolPlaces.Forward<Simd256>(part, x, y, places, window, loop, argument);
        else
            MaxPoolPlaces.Forward<Simd128>(part, x, y, places, window, loop, argument);
    }

    /// <summary>dX = epilogue(dY at the places of the maxima, 0 elsewhere). Shared out by samples.</summary>
    public static void BackwardFromPlaces<T>(
        ref Worker w, int stage, in Tensor<float> places, in Tensor<float> dy, in Tensor<float> dx, in Window2D window, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        delegate*<void*, float*, nint, int, int, int, int, void> loop = EpilogueLoop<T>.Address;
        void* argument = Unsafe.AsPointer(ref chain);
        if (Vector512.IsHardwareAccelerated)
            MaxPoolPlaces.Backward<Simd512>(part, places, dy, dx, window, loop, argument);
        else if (Vector256.IsHardwareAccelerated)
            MaxPoolPlaces.Backward<Simd256>(part, places, dy, dx, window, loop, argument);
        else
            MaxPoolPlaces.Backward<Simd128>(part, places, dy, dx, window, loop, argument);
    }
}
