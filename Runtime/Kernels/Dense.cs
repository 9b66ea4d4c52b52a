using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The kernels of a dense layer, y = x·W + b over the last axis, with W [inputs × outputs] in panels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Dense
{
    /// <summary>Weight rows of one unit in which the parameter gradients are shared out: eight tiles of 14 rows.</summary>
    internal const int WeightRowBlock = 112;

    /// <summary>Rows that pass over all of a worker's panels before the next ones do: their inputs stay in the second-level cache.</summary>
    private const int RowBlock = 112;

    /// <summary>y = epilogue(x·W). Rows are shared out by samples, columns in panels of 32 outputs.</summary>
    public static void Forward<T>(ref Worker w, int stage, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        int rows = (part.RowEnd - part.RowStart) * x.Rows;
        if (rows <= RowProduct.MostRows)
            FewRows(part, rows, x, weight, y, epilogue);
        else
            ForwardPart(part, x, weight, y, epilogue);
    }

    /// <summary>
    /// dX = epilogue(dY·Wᵀ). Rows are shared out by samples, columns in blocks of 32 inputs. Each block's rows of the weight
    /// are transposed on the fly; a second copy of the weight would have to be refreshed in every step.
    /// </summary>
    public static void BackwardData<T>(ref Worker w, int stage, in Tensor<float> dy, in PanelMatrix weight, in Tensor<float> dx, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        BackwardDataPart(part, dy, weight, dx, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>
    /// dW = xᵀ·dY and db = Σ dY, summed over samples in ascending order. Rows are shared out in blocks of 112 weight rows,
    /// columns in panels of 32 outputs; a panel's bias belongs to the owner of its first block.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="dy">The output's gradient, its padding zero.</param>
    /// <param name="weightGradient">Receives dW.</param>
    /// <param name="biasGradient">Receives db.</param>
    /// <param name="accumulate">
    /// Whether the stored sums are continued though the step does not accumulate: for the second use of a weight in one pass.
    /// </param>
    public static void BackwardParameters(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix weightGradient, in ParameterVector biasGradient,
        bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        accumulate |= w.Accumulate;
        WeightPart(part, w.Count * x.Rows, x, dy, weightGradient, accumulate);
        if (part.RowStart == 0)
            BiasPart(part, w.Count * x.Rows, dy, biasGradient, accumulate);
    }

    /// <inheritdoc cref="BackwardParameters(ref Worker, int, in Tensor{float}, in Tensor{float}, in PanelMatrix, in ParameterVector, bool)"/>
    public static void BackwardParameters(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix weightGradient, bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            WeightPart(part, w.Count * x.Rows, x, dy, weightGradient, accumulate || w.Accumulate);
    }

    /// <summary>What <see cref="ForwardPart"/> does, for so few rows that the calls on the way would show.</summary>
    private static void FewRows<T>(Part part, int rows, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, in T epilogue)
        where T : struct, IEpilogue
    {
        int first = part.RowStart * x.Rows;
        int column = part.ColumnStart * PanelMatrix.Width;
        int halves = weight.HalvesIn(part.ColumnStart, part.ColumnEnd);
        float* c = y.Data + (nint)first * y.Stride + column;
        RowProduct.Run(rows, halves, x.Data + (nint)first * x.Stride, x.Stride, weight.Panel(part.ColumnStart), c, y.Stride, weight.Inputs);
        EpilogueLoop<T>.Run(epilogue, c, y.Stride, rows, halves * PanelMatrix.HalfWidth, first, column);
    }

    private static void ForwardPart<T>(Part part, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, T epilogue)
        where T : struct, IEpilogue =>
        ForwardPart(part, x, weight, y, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref epilogue));

    private static void ForwardPart(
        Part part, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        int end = part.RowEnd * x.Rows;
        for (int start = part.RowStart * x.Rows; start < end; start += RowBlock)
        {
            for (int panel = part.ColumnStart; panel < part.ColumnEnd; panel++)
            {
                int width = weight.WidthOf(panel);
                PanelProduct product = new()
                {
                    A = x.Data,
                    ARow = x.Stride,
                    AStep = 1,
                    B = weight.Panel(panel),
                    BStep = width,
                    C = y.Data + panel * PanelMatrix.Width,
                    CRow = y.Stride,
                    Count = weight.Inputs,
                    Width = width,
                    Epilogue = epilogue,
                    EpilogueArgument = argument,
                    FirstColumn = panel * PanelMatrix.Width,
                };
                product.Run(start, Math.Min(start + RowBlock, end));
            }
        }
    }

    private static void BackwardDataPart(
        Part part, in Tensor<float> dy, in PanelMatrix weight, in Tensor<float> dx,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        float* transposed = PanelTranspose.Scratch(weight.Outputs * PanelMatrix.Width);
        for (int block = part.ColumnStart; block < part.ColumnEnd; block++)
        {
            int first = block * PanelMatrix.Width;
            int width = Math.Min(PanelMatrix.Width, Tensor<float>.PaddedColumns(dx.Columns) - first);
            PanelTranspose.Run(weight, first, width, transposed);
            PanelProduct product = new()
            {
                A = dy.Data,
                ARow = dy.Stride,
                AStep = 1,
                B = transposed,
                BStep = width,
                C = dx.Data + first,
                CRow = dx.Stride,
                Count = weight.Outputs,
                Width = width,
                Epilogue = epilogue,
                EpilogueArgument = argument,
                FirstColumn = first,
            };
            product.Run(part.RowStart * dy.Rows, part.RowEnd * dy.Rows);
        }
    }

    private static void WeightPart(Part part, int rows, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix gradient, bool accumulate)
    {
        int end = Math.Min(part.RowEnd * WeightRowBlock, gradient.Inputs);
        for (int panel = part.ColumnStart; panel < part.ColumnEnd; panel++)
        {
            int width = gradient.WidthOf(panel);
            PanelProduct product = new()
            {
                A = x.Data,
                ARow = 1,
                AStep = x.Stride,
                B = dy.Data + panel * PanelMatrix.Width,
                BStep = dy.Stride,
                C = gradient.Panel(panel),
                CRow = width,
                Count = rows,
                Width = width,
                Accumulate = accumulate,
            };
            product.Run(part.RowStart * WeightRowBlock, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BiasPart(Part part, int rows, in Tensor<float> dy, in ParameterVector gradient, bool accumulate)
    {
        int end = Math.Min(part.ColumnEnd * PanelMatrix.Width, Tensor<float>.PaddedColumns(gradient.Length));
        for (int column = part.ColumnStart * PanelMatrix.Width; column < end; column += Simd128.Count)
        {
            Simd128 sum = accumulate ? Simd128.Load(gradient.Data + column) : Simd128.Zero;
            float* from = dy.Data + column;
            for (int row = 0; row < rows; row++, from += dy.Stride)
                sum += Simd128.Load(from);
            sum.Store(gradient.Data + column);
        }
    }
}
