using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// C = A·B of two activations: for every sample and every leading index, A [n × k] times B [k × m]. The matrices of a
/// tensor lie one after another, row by row at its stride.
/// </summary>
/// <remarks>
/// All are shared out by samples; columns are not used. An element of a product is one chain of fused multiply-adds in
/// ascending order along its sum.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BatchedMatMul
{
    /// <summary>C = A·B.</summary>
    public static void Forward(
        ref Worker w, int stage, in Tensor<float> a, in Tensor<float> b, in Tensor<float> c, int n, int k, int m)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            ForwardPart(part, a, b, c, n, k, m);
    }

    /// <summary>dA = dC·Bᵀ. Padding of dA becomes zero.</summary>
    public static void BackwardLeft(
        ref Worker w, int stage, in Tensor<float> dc, in Tensor<float> b, in Tensor<float> da, int n, int k, int m)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            LeftPart(part, dc, b, da, n, k, m);
    }

    /// <summary>dB = Aᵀ·dC. Padding of dB becomes zero, as that of dC is.</summary>
    public static void BackwardRight(
        ref Worker w, int stage, in Tensor<float> a, in Tensor<float> dc, in Tensor<float> db, int n, int k, int m)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            RightPart(part, a, dc, db, n, k, m);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardPart(Part part, Tensor<float> a, Tensor<float> b, Tensor<float> c, int n, int k, int m)
    {
        int batch = a.Rows / n;
        int padded = Tensor<float>.PaddedColumns(m);
        for (int matrix = part.RowStart * batch; matrix < part.RowEnd * batch; matrix++)
        {
            for (int column = 0; column < padded; column += PanelMatrix.Width)
            {
                PanelProduct product = new()
                {
                    A = a.Data + (nint)matrix * n * a.Stride,
                    ARow = a.Stride,
                    AStep = 1,
                    B = b.Data + (nint)matrix * k * b.Stride + column,
                    BStep = b.Stride,
                    C = c.Data + (nint)matrix * n * c.Stride + column,
                    CRow = c.Stride,
                    Count = k,
                    Width = Math.Min(PanelMatrix.Width, padded - column),
                };
                product.Run(0, n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LeftPart(Part part, Tensor<float> dc, Tensor<float> b, Tensor<float> da, int n, int k, int m)
    {
        int batch = dc.Rows / n;
        int padded = Tensor<float>.PaddedColumns(k);
        float* transposed = Scratch.Panel(m * PanelMatrix.Width);
        for (int matrix = part.RowStart * batch; matrix < part.RowEnd * batch; matrix++)
        {
            for (int column = 0; column < padded; column += PanelMatrix.Width)
            {
                int width = Math.Min(PanelMatrix.Width, padded - column);
                float* rows = b.Data + ((nint)matrix * k + column) * b.Stride;
                PanelTranspose.Run(rows, b.Stride, Math.Min(width, k - column), m, width, transposed);
                PanelProduct product = new()
                {
                    A = dc.Data + (nint)matrix * n * dc.Stride,
                    ARow = dc.Stride,
                    AStep = 1,
                    B = transposed,
                    BStep = width,
                    C = da.Data + (nint)matrix * n * da.Stride + column,
                    CRow = da.Stride,
                    Count = m,
                    Width = width,
                };
                product.Run(0, n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RightPart(Part part, Tensor<float> a, Tensor<float> dc, Tensor<float> db, int n, int k, int m)
    {
        int batch = a.Rows / n;
        int padded = Tensor<float>.PaddedColumns(m);
        for (int matrix = part.RowStart * batch; matrix < part.RowEnd * batch; matrix++)
        {
            for (int column = 0; column < padded; column += PanelMatrix.Width)
            {
                PanelProduct product = new()
                {
                    A = a.Data + (nint)matrix * n * a.Stride,
                    ARow = 1,
                    AStep = a.Stride,
                    B = dc.Data + (nint)matrix * n * dc.Stride + column,
                    BStep = dc.Stride,
                    C = db.Data + (nint)matrix * k * db.Stride + column,
                    CRow = db.Stride,
                    Count = n,
                    Width = Math.Min(PanelMatrix.Width, padded - column),
                };
                product.Run(0, k);
            }
        }
    }
}
