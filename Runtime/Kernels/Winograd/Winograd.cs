using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// The kernels of a convolution with windows of 3 × 3 pixels, stride 1, by Winograd's minimal filtering F(2 × 2, 3 × 3): tiles of
/// 2 × 2 pixels take 16 products for each pair of channel and filter, not 36 (Lavin and Gray, "Fast Algorithms for Convolutional
/// Neural Networks", 2015). Rounding errors are like those of <see cref="Convolution"/>, whose operands these are.
/// </summary>
/// <remarks>Dilation is 1, groups 1, channels and filters are multiples of 16, all values lie channels last.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Winograd
{
    /// <summary>Pixels of a window.</summary>
    private const int Taps = 9;

    /// <summary>Transforms a weight, once for all samples. Columns are shared out in panels of 32 filters.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="transformed">Receives the transform: <c>16·(channels·filters + 16·⌈filters / 32⌉)</c> elements.</param>
    public static void TransformWeight(ref Worker w, int stage, in PanelMatrix weight, in ParameterVector transformed)
    {
        Part part = w.Part(stage);
        for (int panel = part.ColumnStart; panel < part.ColumnEnd; panel++)
            WeightTransform.Run(weight, panel, transformed.Data + WeightTransform.OffsetOf(panel, weight.Inputs / Taps));
    }

    /// <summary>Transforms a weight for the data gradient, turned by half a circle. Columns are shared out in panels of 32 channels.</summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="transformed">Receives the transform: <c>16·(channels·filters + 16·⌈channels / 32⌉)</c> elements.</param>
    public static void TurnWeight(ref Worker w, int stage, in PanelMatrix weight, in ParameterVector transformed)
    {
        Part part = w.Part(stage);
        for (int panel = part.ColumnStart; panel < part.ColumnEnd; panel++)
        {
            int first = panel * PanelMatrix.Width;
            WeightTransform.RunTransposed(
                weight, first, Math.Min(PanelMatrix.Width, weight.Inputs / Taps - first), transformed.Data + WeightTransform.OffsetOf(panel, weight.Outputs));
        }
    }

    /// <summary>y = epilogue(conv(x)) by a weight behind <see cref="TransformWeight"/>. Rows are shared out by samples, columns in panels of 32 filters.</summary>
    public static void Forward<T>(
        ref Worker w, int stage, in Tensor<float> x, in ParameterVector transformed, in Tensor<float> y, in ConvolutionShape shape, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        ForwardPart(part, x, transformed.Data, y, shape, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>
    /// dX = epilogue(transposed convolution of dY) by a weight behind <see cref="TurnWeight"/>. Rows are shared out by samples, columns in
    /// panels of 32 channels.
    /// </summary>
    public static void BackwardData<T>(
        ref Worker w, int stage, in Tensor<float> dy, in ParameterVector transformed, in Tensor<float> dx, in ConvolutionShape shape, in T epilogue)
        where T : struct, IEpilogue
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        T chain = epilogue;
        BackwardDataPart(part, dy, transformed.Data, dx, shape, EpilogueLoop<T>.Address, Unsafe.AsPointer(ref chain));
    }

    /// <summary>
    /// dW and db = Σ dY, summed over chunks of tiles in ascending order. Rows are shared out in units of 16 channels, columns in panels
    /// of 32 filters; a panel's bias belongs to the owner of the first unit.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="dy">The output's gradient.</param>
    /// <param name="weightGradient">Receives dW.</param>
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
        if (!part.IsEmpty)
            WeightPart(part, 0, w.Count, x, dy, weightGradient, part.RowStart == 0 ? biasGradient.Data : null, shape, accumulate || w.Accumulate);
    }

    /// <inheritdoc cref="BackwardParameters(ref Worker, int, in Tensor{float}, in Tensor{float}, in PanelMatrix, in ParameterVector, in ConvolutionShape, bool)"/>
    public static void BackwardParameters(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix weightGradient, in ConvolutionShape shape,
        bool accumulate = false)
    {
        Part part = w.Part(stage);
        if (!part.IsEmpty)
            WeightPart(part, 0, w.Count, x, dy, weightGradient, null, shape, accumulate || w.Accumulate);
    }

    /// <summary>
    /// The sums of each sample for dW and, if there is room behind them, db: for weights too small to be shared out. Rows are shared out
    /// by samples; <c>Convolution.SumGradients</c> adds them up. Where channels · filters ≤ 512, that is what
    /// <c>BackwardParameters</c> would have made, bit for bit.
    /// </summary>
    /// <param name="w">The worker.</param>
    /// <param name="stage">The stage whose part it takes.</param>
    /// <param name="x">The input.</param>
    /// <param name="dy">The output's gradient.</param>
    /// <param name="partial">
    /// Receives each sample's sums, one after another: its elements (rows × stride) are as many as the weight's, and as many more as the
    /// bias's if that is wanted.
    /// </param>
    /// <param name="shape">The convolution.</param>
    public static void PartialGradients(
        ref Worker w, int stage, in Tensor<float> x, in Tensor<float> dy, in Tensor<float> partial, in ConvolutionShape shape)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        int weights = 9 * shape.Channels * shape.Filters;
        nint size = (nint)partial.Rows * partial.Stride;
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            float* own = partial.Data + sample * size;
            PanelMatrix gradient = new(own, 9 * shape.Channels, shape.Filters);
            Part all = new(0, shape.Channels / 16, 0, gradient.Panels);
            WeightPart(all, sample, sample + 1, x, dy, gradient, size > weights ? own + weights : null, shape, false);
        }
    }

    private static void ForwardPart(
        Part part, in Tensor<float> x, float* transformed, in Tensor<float> y, in ConvolutionShape shape,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        Window2D window = shape.Window;
        TileProducts products = new()
        {
            Source = new TilePicture(x, window.InputHeight, window.InputWidth),
            Channels = shape.Channels,
            Top = window.PaddingTop,
            Left = window.PaddingLeft,
            Result = y,
            ResultPicture = new TilePicture(y, window.OutputHeight, window.OutputWidth),
            Grid = new TileGrid(window.OutputHeight, window.OutputWidth),
            Weight = transformed + WeightTransform.OffsetOf(part.ColumnStart, shape.Channels),
            FirstColumn = part.ColumnStart * PanelMatrix.Width,
            EndColumn = Math.Min(part.ColumnEnd * PanelMatrix.Width, shape.Filters),
            Epilogue = epilogue,
            EpilogueArgument = argument,
        };
        products.Run(part.RowStart, part.RowEnd);
    }

    private static void BackwardDataPart(
        Part part, in Tensor<float> dy, float* transformed, in Tensor<float> dx, in ConvolutionShape shape,
        delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
    {
        Window2D window = shape.Window;
        TileGrid input = new(window.InputHeight, window.InputWidth), output = new(window.OutputHeight, window.OutputWidth);
        bool addsPatches = AddsPatches(window, input, output);
        TileProducts products = new()
        {
            Source = new TilePicture(dy, window.OutputHeight, window.OutputWidth),
            Channels = shape.Filters,
            Top = addsPatches ? window.PaddingTop : 2 - window.PaddingTop,
            Left = addsPatches ? window.PaddingLeft : 2 - window.PaddingLeft,
            Result = dx,
            ResultPicture = new TilePicture(dx, window.InputHeight, window.InputWidth),
            Grid = addsPatches ? output : input,
            AddsPatches = addsPatches,
            Weight = transformed + WeightTransform.OffsetOf(part.ColumnStart, shape.Filters),
            FirstColumn = part.ColumnStart * PanelMatrix.Width,
            EndColumn = Math.Min(part.ColumnEnd * PanelMatrix.Width, shape.Channels),
            Epilogue = epilogue,
            EpilogueArgument = argument,
        };
        products.Run(part.RowStart, part.RowEnd);
    }

    private static void WeightPart(
        Part part, int start, int end, in Tensor<float> x, in Tensor<float> dy, in PanelMatrix weightGradient, float* biasGradient,
        in ConvolutionShape shape, bool accumulate)
    {
        Window2D window = shape.Window;
        TileGradient gradient = new()
        {
            Input = new TilePicture(x, window.InputHeight, window.InputWidth),
            Gradient = new TilePicture(dy, window.OutputHeight, window.OutputWidth),
            Grid = new TileGrid(window.OutputHeight, window.OutputWidth),
            Top = window.PaddingTop,
            Left = window.PaddingLeft,
            Weight = weightGradient,
            Bias = biasGradient,
            Accumulate = accumulate,
            FirstPanel = part.ColumnStart,
            EndPanel = part.ColumnEnd,
        };
        gradient.Run(start, end, 16 * part.RowStart, 16 * part.RowEnd);
    }

    /// <summary>
    /// Whether the output falls into enough fewer tiles than the input to pay for their patches: without padding. They must reach
    /// all pixels.
    /// </summary>
    private static bool AddsPatches(in Window2D window, in TileGrid input, in TileGrid output) =>
        10 * output.TilesPerPicture <= 9 * input.TilesPerPicture
        && output.RunsPerRow == 1
        && ((window.OutputHeight + 1) & ~1) + 2 - window.PaddingTop >= window.InputHeight
        && ((window.OutputWidth + 1) & ~1) + 2 - window.PaddingLeft >= window.InputWidth;
}
