using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>The kernels of a dense layer, y = x·W + b over the last axis, with W [inputs × outputs] in panels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Dense
{
    /// <summary>Weight rows that pass over all samples of a block before the next ones do: eight tiles of 14 rows.</summary>
    private const int WeightRowBlock = 112;

    /// <summary>What rows of one block may take of the second-level cache: 640 KiB.</summary>
    private const int RowBlockFloats = 160 << 10;

    /// <summary>Samples whose sums of a weight gradient are made in one go; the next ones continue them.</summary>
    private const int SampleBlock = 256;

    /// <summary>y = epilogue(x·W). Rows are shared out by samples, columns in panels of 32 outputs.</summary>
    public static void Forward<T>(ref Worker w, int stage, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, in T epilogue)
        where T : struct, IEpilogue
    {
        if (w.IsAlone && w.Count * x.Rows == 1)
        {
            RowProduct.Run(x, weight, y, epilogue);
            return;
        }

        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        if (RowProduct.Takes(part, x))
            RowProduct.Run(part, x, weight, y, epilogue);
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
    /// dW = xᵀ·dY and db = Σ dY, summed over samples in ascending order. Rows are shared out by weight rows,
    /// columns in panels of 32 outputs; a panel's bias belongs to the owner of its first row.
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
        WeightPart(part, w.Count * x.Rows, x, dy, weightGradient, part.RowStart == 0 ? biasGradient.Data : null, accumulate);
    }

    /// <inheritdoc cref="BackwardParameters(ref Worker, int, in Tensor{float}, in Tensor{float}, in PanelMatrix, in ParameterVector, bool)"/>
    public static void BackwardParameters(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix weightGradient, bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            WeightPart(part, w.Count * x.Rows, x, dy, weightGradient, null, accumulate || w.Accumulate);
    }

    /// <summary>
    /// Rows that pass over all of a worker's panels before the next ones do: they stay in the second-level cache. Whole tiles
    /// of 14 rows, since the last tile of a block is smaller otherwise.
    /// </summary>
    private static int RowBlockOf(int inputs) => Math.Clamp(RowBlockFloats / inputs / 14, 4, 12) * 14;

    private static void ForwardPart<T>(Part part, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, T epilogue)
        where T : struct, IEpilogue =>
        ForwardPart(part, x, weight, y, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref epilogue));

    private static void ForwardPart(
        Part part, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        int end = part.RowEnd * x.Rows;
        int block = RowBlockOf(weight.Inputs);
        bool copies = OperandCopy.PaysForRows(x.Stride) && part.ColumnEnd - part.ColumnStart > 1;
        for (int start = part.RowStart * x.Rows; start < end; start += block)
        {
            int stop = Math.Min(start + block, end);
            float* a = x.Data + (nint)start * x.Stride;
            nint aRow = x.Stride;
            if (copies)
                OperandCopy.Rows(ref a, ref aRow, stop - start, weight.Inputs);
            for (int panel = part.ColumnStart; panel < part.ColumnEnd; panel++)
            {
                int width = weight.WidthOf(panel);
                PanelProduct product = new()
                {
                    A = a - start * aRow,
                    ARow = aRow,
                    AStep = 1,
                    B = weight.Panel(panel),
                    BStep = width,
                    C = y.Data + panel * PanelMatrix.Width,
                    CRow = y.Stride,
                    Count = weight.Inputs,
                    Width = width,
                    NextB = panel + 1 < part.ColumnEnd ? weight.Panel(panel + 1) : null,
                    FetchesRows = panel == part.ColumnStart && aRow == weight.Inputs && aRow >= PanelMatrix.Width,
                    Epilogue = epilogue,
                    EpilogueArgument = argument,
                    FirstColumn = panel * PanelMatrix.Width,
                };
                product.Run(start, stop);
            }
        }
    }

    private static void BackwardDataPart(
        Part part, in Tensor<float> dy, in PanelMatrix weight, in Tensor<float> dx,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        float* transposed = Scratch.Panel(weight.Outputs * PanelMatrix.Width);
        int end = part.RowEnd * dy.Rows;
        // A panel is transposed anew for every block of rows: only where rows must be copied is that the lesser evil.
        bool copies = OperandCopy.PaysForRows(dy.Stride) && part.ColumnEnd - part.ColumnStart > 1;
        int block = copies ? 4 * RowBlockOf(weight.Outputs) : Math.Max(end, 1);
        for (int start = part.RowStart * dy.Rows; start < end; start += block)
        {
            int stop = Math.Min(start + block, end);
            float* a = dy.Data + (nint)start * dy.Stride;
            nint aRow = dy.Stride;
            if (copies)
                OperandCopy.Rows(ref a, ref aRow, stop - start, weight.Outputs);
            for (int panel = part.ColumnStart; panel < part.ColumnEnd; panel++)
            {
                int first = panel * PanelMatrix.Width;
                int width = Math.Min(PanelMatrix.Width, Tensor<float>.PaddedColumns(dx.Columns) - first);
                PanelTranspose.Run(weight, first, width, transposed);
                PanelProduct product = new()
                {
                    A = a - start * aRow,
                    ARow = aRow,
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
                product.Run(start, stop);
            }
        }
    }

    private static void WeightPart(
        Part part, int rows, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix gradient, float* biasGradient, bool accumulate)
    {
        int first = part.RowStart, end = part.RowEnd;
        for (int start = 0; start < rows; start += SampleBlock)
        {
            int samples = Math.Min(SampleBlock, rows - start);
            float* a = x.Data + (nint)start * x.Stride + first;
            bool copiesA = OperandCopy.PaysForColumns(x.Stride, samples) && part.ColumnEnd - part.ColumnStart > 1;
            if (copiesA)
                a = OperandCopy.Columns(a, x.Stride, samples, end - first, WeightRowBlock);
            bool copiesB = OperandCopy.PaysForColumns(dy.Stride, samples);
            for (int panel = part.ColumnStart; panel < part.ColumnEnd; panel++)
            {
                int width = gradient.WidthOf(panel);
                float* b = dy.Data + (nint)start * dy.Stride + panel * PanelMatrix.Width;
                nint bStep = dy.Stride;
                if (copiesB)
                    OperandCopy.Panel(ref b, ref bStep, samples, width);
                if (biasGradient != null)
                    ColumnSum.Run(b, bStep, samples, width, biasGradient + panel * PanelMatrix.Width, accumulate || start > 0);
                PanelProduct product = new()
                {
                    ARow = 1,
                    AStep = copiesA ? WeightRowBlock : x.Stride,
                    B = b,
                    BStep = bStep,
                    C = gradient.Panel(panel),
                    CRow = width,
                    Count = samples,
                    Width = width,
                    Accumulate = accumulate || start > 0,
                };
                for (int row = first; row < end; row += WeightRowBlock)
                {
                    product.A = copiesA ? a + (nint)(row - first) * samples - row : a - first;
                    product.Run(row, Math.Min(row + WeightRowBlock, end));
                }
            }
        }
    }
}
