using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>
/// Runs an epilogue in place over a finished block. Kernels take <see cref="Run(void*, float*, nint, int, int, int, int)"/> by address, so that of a whole kernel
/// only this loop is compiled anew for each chain.
/// </summary>
internal static unsafe class EpilogueLoop<T> where T : struct, IEpilogue
{
    /// <summary>The loop's address, or null for the chain that changes nothing.</summary>
    public static delegate*<void*, float*, nint, int, int, int, int, void> Address =>
        typeof(T) == typeof(Identity) ? null : &Run;

    /// <summary>Maps <paramref name="rows"/> × <paramref name="columns"/> elements at <paramref name="block"/>.</summary>
    /// <param name="epilogue">The epilogue, a <typeparamref name="T"/>.</param>
    /// <param name="block">The first element.</param>
    /// <param name="stride">Elements between two rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns, a multiple of 16.</param>
    /// <param name="firstRow">The absolute row of the block's first.</param>
    /// <param name="firstColumn">The column of the block's first.</param>
    public static void Run(void* epilogue, float* block, nint stride, int rows, int columns, int firstRow, int firstColumn) =>
        Run(Unsafe.AsRef<T>(epilogue), block, stride, rows, columns, firstRow, firstColumn);

    /// <inheritdoc cref="Run(void*, float*, nint, int, int, int, int)"/>
    public static void Run(in T epilogue, float* block, nint stride, int rows, int columns, int firstRow, int firstColumn)
    {
        if (typeof(T) == typeof(Identity))
            return;
        if (Vector512.IsHardwareAccelerated)
            Loop<Simd512>(epilogue, block, stride, rows, columns, firstRow, firstColumn);
        else if (Vector256.IsHardwareAccelerated)
            Loop<Simd256>(epilogue, block, stride, rows, columns, firstRow, firstColumn);
        else
            Loop<Simd128>(epilogue, block, stride, rows, columns, firstRow, firstColumn);
    }

    // Inlined into its callers it would use up what the compiler allows them, and the vectors' operations would become calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Loop<V>(in T epilogue, float* block, nint stride, int rows, int columns, int firstRow, int firstColumn)
        where V : struct, ISimd<V>
    {
        T chain = epilogue;
        for (int row = 0; row < rows; row++, block += stride)
        {
            for (int column = 0; column < columns; column += V.Count)
                chain.Apply(V.Load(block + column), firstRow + row, firstColumn + column).Store(block + column);
        }
    }
}
