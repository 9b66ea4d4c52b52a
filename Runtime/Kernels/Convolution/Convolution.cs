using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// The kernels of a convolution over pictures, of its gradients, and of the transposed convolution, whose forward kernel is
/// <see cref="BackwardData"/>, whose data gradient is <see cref="Forward"/>, and whose weight gradient takes its operands the
/// other way round.
/// </summary>
/// <remarks>
/// <para>Values lie channels last, H·W rows of channels; only the input (<c>x</c>) may be planar, by
/// <see cref="ConvolutionShape.IsPlanar"/>. Weights are panel matrices of KH·KW·(channels / groups) rows in the order (kh, kw, c)
/// and filters / groups columns, one after another for each group; a depthwise convolution has one of KH·KW rows × channels.</para>
/// <para>Columns of every stage are panels of 32 filters (channels, for the data gradient) of the whole value, whatever the groups.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Convolution
{
    /// <summary>y = epilogue(conv(x)). Rows are shared out by samples, columns in panels of 32 filters.</summary>
    public static void Forward<T>(
        ref Worker w, int stage, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, in ConvolutionShape shape, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        ForwardPart(part, x, weight, y, shape, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>
    /// dX = epilogue(transposed convolution of dY): channels last, its padding columns zero before the epilogue, as are pixels that
    /// no window reads. Rows are shared out by samples, columns in blocks of 32 channels. Padding columns of dY may hold anything.
    /// </summary>
    public static void BackwardData<T>(
        ref Worker w, int stage, in Tensor<float> dy, in PanelMatrix weight, in Tensor<float> dx, in ConvolutionShape shape, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        BackwardDataPart(part, dy, weight, dx, shape, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>
    /// dW and db = Σ dY: every sample's own sum over its pixels, these summed over samples in ascending order. Rows are shared
    /// out by weight rows, columns in panels of 32 filters; a panel's bias belongs to the owner of its first row.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input; planar if the shape says so.</param>
    /// <param name="dy">The output's gradient. Its padding columns may hold anything finite where there is no bias, else zero.</param>
    /// <param name="weightGradient">Receives dW; its padding stays zero.</param>
    /// <param name="biasGradient">Receives db.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="accumulate">
    /// Whether the stored sums are continued though the step does not accumulate: for the second use of a weight in one pass.
    /// </param>
    public static void BackwardParameters(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix weightGradient, in ParameterVector biasGradient,
        in ConvolutionShape shape, bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        float* bias = part.RowStart == 0 ? biasGradient.Data : null;
        WeightGradient.Run(part, w.Count, x, dy, weightGradient, bias, shape, accumulate || w.Accumulate);
    }

    /// <inheritdoc cref="BackwardParameters(ref Worker, int, in Tensor{float}, in Tensor{float}, in PanelMatrix, in ParameterVector, in ConvolutionShape, bool)"/>
    public static void BackwardParameters(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix weightGradient, in ConvolutionShape shape,
        bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            WeightGradient.Run(part, w.Count, x, dy, weightGradient, null, shape, accumulate || w.Accumulate);
    }

    /// <summary>
    /// db = Σ dY alone: every sample's own sum, these summed in ascending order. Columns are shared out in panels of 32, rows not at all.
    /// </summary>
    public static void BiasGradient(ref Worker w, int stage, in Tensor<float> dy, in ParameterVector biasGradient, bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty && part.RowStart == 0)
            BiasSum.Run(part, w.Count, dy, biasGradient.Data, accumulate || w.Accumulate);
    }

    /// <summary>
    /// The sums of each sample for dW and, if there is room behind them, db: for weights too small to be shared out by rows. Rows are
    /// shared out by samples; <see cref="SumGradients(ref Worker, int, in Tensor{float}, in PanelMatrix, in ParameterVector, in ConvolutionShape, bool)"/>
    /// makes of them what <c>BackwardParameters</c> would have made, bit for bit.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input; planar if the shape says so.</param>
    /// <param name="dy">The output's gradient.</param>
    /// <param name="partial">
    /// Receives each sample's sums, one after another: its elements (rows × stride) are as many as the weight's with its padding, and
    /// as many more as the bias's with its padding if that is wanted.
    /// </param>
    /// <param name="shape">The convolution.</param>
    public static void PartialGradients(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> dy, in Tensor<float> partial, in ConvolutionShape shape)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            PartialGradient.Make(part, x, dy, partial, shape);
    }

    /// <summary>
    /// dW and db from the samples' sums. Rows are shared out by weight rows, columns in panels of 32 filters, as those of
    /// <c>BackwardParameters</c>; a panel's bias belongs to the owner of its first row.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="partial">The sums.</param>
    /// <param name="weightGradient">Receives dW.</param>
    /// <param name="biasGradient">Receives db.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="accumulate">Whether the stored sums are continued though the step does not accumulate.</param>
    public static void SumGradients(
        ref Worker w, int stage, in Tensor<float> partial, in PanelMatrix weightGradient, in ParameterVector biasGradient,
        in ConvolutionShape shape, bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            PartialGradient.Sum(part, w.Count, partial, weightGradient, biasGradient.Data, shape, accumulate || w.Accumulate);
    }

    /// <inheritdoc cref="SumGradients(ref Worker, int, in Tensor{float}, in PanelMatrix, in ParameterVector, in ConvolutionShape, bool)"/>
    public static void SumGradients(
        ref Worker w, int stage, in Tensor<float> partial, in PanelMatrix weightGradient, in ConvolutionShape shape, bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            PartialGradient.Sum(part, w.Count, partial, weightGradient, null, shape, accumulate || w.Accumulate);
    }

    private static void ForwardPart(
        Part part, in Tensor<float> x, in PanelMatrix weight, in Tensor<float> y, in ConvolutionShape shape,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        Tensor<float> source = x;
        Window2D window = shape.JoinRows(ref source);
        TapAxis rows = TapAxis.Of(window.OutputHeight, window.KernelHeight, window.StrideHeight, window.PaddingTop, window.DilationHeight);
        TapAxis columns = TapAxis.Of(window.OutputWidth, window.KernelWidth, window.StrideWidth, window.PaddingLeft, window.DilationWidth);
        if (shape.IsDepthwise)
        {
            DepthwiseCorrelation depthwise = new()
            {
                Source = new DepthwiseSource(source, shape.IsPlanar, window.InputHeight, window.InputWidth, shape.Channels),
                Result = y,
                ResultWidth = window.OutputWidth,
                Rows = &rows,
                Columns = &columns,
                RowPhases = 1,
                ColumnPhases = 1,
                KernelWidth = window.KernelWidth,
                Weight = weight,
                Epilogue = epilogue,
                EpilogueArgument = argument,
            };
            depthwise.Run(part);
            return;
        }

        int channels = shape.Channels / shape.Groups;
        Correlation correlation = new()
        {
            Source = new PictureSource(
                source, shape.IsPlanar, window.InputHeight, window.InputWidth, channels, shape.Groups,
                window.PaddingLeft, Math.Max(0, columns.SourceEnd - window.InputWidth), keepsPlanes: true),
            SourceHeight = window.InputHeight,
            SourceChannels = channels,
            Result = y,
            ResultWidth = window.OutputWidth,
            ResultChannels = shape.Filters / shape.Groups,
            Groups = shape.Groups,
            Rows = &rows,
            Columns = &columns,
            RowPhases = 1,
            ColumnPhases = 1,
            KernelHeight = window.KernelHeight,
            KernelWidth = window.KernelWidth,
            Weight = weight,
            Epilogue = epilogue,
            EpilogueArgument = argument,
        };
        correlation.Run(part);
    }

    private static void BackwardDataPart(
        Part part, in Tensor<float> dy, in PanelMatrix weight, in Tensor<float> dx, in ConvolutionShape shape,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        if (ExpandedGradient.Pays(shape))
        {
            ExpandedGradient.Run(part, dy, weight, dx, shape, epilogue, argument);
            return;
        }

        Window2D window = shape.Window.Flat;
        TapAxis* rows = stackalloc TapAxis[window.StrideHeight];
        TapAxis* columns = stackalloc TapAxis[window.StrideWidth];
        TapAxis.FillPhases(
            rows, window.InputHeight, window.OutputHeight, window.KernelHeight, window.StrideHeight, window.PaddingTop, window.DilationHeight, out _, out _);
        TapAxis.FillPhases(
            columns, window.InputWidth, window.OutputWidth, window.KernelWidth, window.StrideWidth, window.PaddingLeft, window.DilationWidth,
            out int left, out int right);
        if (shape.IsDepthwise)
        {
            DepthwiseCorrelation depthwise = new()
            {
                Source = new DepthwiseSource(dy, false, window.OutputHeight, window.OutputWidth, shape.Filters),
                Result = dx,
                ResultWidth = window.InputWidth,
                Rows = rows,
                Columns = columns,
                RowPhases = window.StrideHeight,
                ColumnPhases = window.StrideWidth,
                KernelWidth = window.KernelWidth,
                Weight = weight,
                Epilogue = epilogue,
                EpilogueArgument = argument,
            };
            depthwise.Run(part);
            return;
        }

        int filters = shape.Filters / shape.Groups;
        Correlation correlation = new()
        {
            Source = new PictureSource(dy, false, window.OutputHeight, window.OutputWidth, filters, shape.Groups, left, right),
            SourceHeight = window.OutputHeight,
            SourceChannels = filters,
            Result = dx,
            ResultWidth = window.InputWidth,
            ResultChannels = shape.Channels / shape.Groups,
            Groups = shape.Groups,
            Rows = rows,
            Columns = columns,
            RowPhases = window.StrideHeight,
            ColumnPhases = window.StrideWidth,
            KernelHeight = window.KernelHeight,
            KernelWidth = window.KernelWidth,
            Weight = weight,
            IsTransposed = true,
            Epilogue = epilogue,
            EpilogueArgument = argument,
        };
        correlation.Run(part);
    }
}
