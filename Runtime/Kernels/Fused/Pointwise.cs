using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Elementwise work that no other kernel could take along.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Pointwise
{
    /// <summary>y = epilogue(x), element by element. Columns are shared out in panels of 32.</summary>
    public static void Run<T>(ref Worker w, int stage, in Tensor<float> x, in Tensor<float> y, in T epilogue) where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        if (Vector512.IsHardwareAccelerated)
            Loop<T, Simd512>(part, x, y, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            Loop<T, Simd256>(part, x, y, epilogue);
        else
            Loop<T, Simd128>(part, x, y, epilogue);
    }

    /// <summary>y = epilogue(x) for some rows, all columns.</summary>
    internal static void Rows<T>(in Tensor<float> x, in Tensor<float> y, int start, int end, in T epilogue) where T : struct, IEpilogue
    {
        if (Vector512.IsHardwareAccelerated)
            RowLoop<T, Simd512>(x, y, start, end, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            RowLoop<T, Simd256>(x, y, start, end, epilogue);
        else
            RowLoop<T, Simd128>(x, y, start, end, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowLoop<T, V>(Tensor<float> x, Tensor<float> y, int start, int end, T epilogue)
        where T : struct, IEpilogue
        where V : struct, ISimd<V>
    {
        int columns = Tensor<float>.PaddedColumns(y.Columns);
        for (int row = start; row < end; row++)
        {
            float* from = x.Data + (nint)row * x.Stride;
            float* to = y.Data + (nint)row * y.Stride;
            for (int column = 0; column < columns; column += V.Count)
                epilogue.Apply(V.Load(from + column), row, column).Store(to + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Loop<T, V>(Part part, Tensor<float> x, Tensor<float> y, T epilogue)
        where T : struct, IEpilogue
        where V : struct, ISimd<V>
    {
        int firstColumn = part.ColumnStart * PanelMatrix.Width;
        int endColumn = Math.Min(part.ColumnEnd * PanelMatrix.Width, Tensor<float>.PaddedColumns(y.Columns));
        for (int row = part.RowStart * y.Rows; row < part.RowEnd * y.Rows; row++)
        {
            float* from = x.Data + (nint)row * x.Stride;
            float* to = y.Data + (nint)row * y.Stride;
            for (int column = firstColumn; column < endColumn; column += V.Count)
                epilogue.Apply(V.Load(from + column), row, column).Store(to + column);
        }
    }
}
