namespace GraphGen.CompilerServices;

/// <summary>
/// dW and db by way of each sample's own sums in memory, so that samples can be shared out though a weight is too small to be.
/// A sample's sums lie as the weight does, the bias's behind them.
/// </summary>
internal static unsafe class PartialGradient
{
    /// <summary>Makes the sums of a part's samples.</summary>
    public static void Make(Part part, in Tensor<float> x, in Tensor<float> dy, in Tensor<float> partial, in ConvolutionShape shape)
    {
        bool isDepthwise = shape.IsDepthwise;
        int outputs = isDepthwise ? shape.Filters : shape.Filters / shape.Groups;
        int inputs = shape.Window.Taps * (shape.Channels / shape.Groups);
        int matrices = isDepthwise ? 1 : shape.Groups;
        nint bias = (nint)matrices * inputs * Tensor<float>.PaddedColumns(outputs);
        nint size = SizeOf(partial);
        int panels = (shape.Filters + PanelMatrix.Width - 1) / PanelMatrix.Width;
        Part all = new(0, inputs, 0, panels);
        WeightGradient kernel = isDepthwise ? default : WeightGradient.Of(x, dy, shape);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            kernel.FetchAhead(sample + 1, isDepthwise ? 0 : part.RowEnd, inputs * panels);
            PanelMatrix own = new(partial.Data + sample * size, inputs, outputs);
            if (isDepthwise)
                DepthwiseGradient.Sample(all, sample, x, dy, own, shape, false);
            for (int panel = 0; !isDepthwise && panel < matrices * own.Panels; panel++)
                kernel.Sample(sample, panel, 0, inputs, own, false);
            if (size > bias)
                BiasSum.Sample(all, sample, dy, own.Data + bias, false);
        }
    }

    /// <summary>Adds up the sums of all samples, in ascending order, for the weights of a part.</summary>
    public static void Sum(
        Part part, int samples, in Tensor<float> partial, in PanelMatrix gradient, float* biasGradient, in ConvolutionShape shape, bool accumulate)
    {
        nint size = SizeOf(partial);
        int matrices = shape.IsDepthwise ? 1 : shape.Groups;
        for (int panel = 0; panel < matrices * gradient.Panels; panel++)
        {
            if (!WeightGradient.IsOf(part, panel, gradient, shape))
                continue;
            PanelMatrix matrix = WeightGradient.GroupOf(gradient, panel / gradient.Panels);
            int width = matrix.WidthOf(panel % gradient.Panels);
            float* to = matrix.Panel(panel % gradient.Panels) + (nint)part.RowStart * width;
            Add(partial.Data + (to - gradient.Data), size, samples, (part.RowEnd - part.RowStart) * width, to, accumulate);
        }

        if (biasGradient == null || part.RowStart > 0)
            return;
        nint bias = (nint)matrices * gradient.Inputs * Tensor<float>.PaddedColumns(gradient.Outputs);
        int column = part.ColumnStart * PanelMatrix.Width;
        int end = Math.Min(part.ColumnEnd * PanelMatrix.Width, Tensor<float>.PaddedColumns(shape.Filters));
        Add(partial.Data + bias + column, size, samples, end - column, biasGradient + column, accumulate);
    }

    private static nint SizeOf(in Tensor<float> partial) => (nint)partial.Rows * partial.Stride;

    /// <summary>to = (accumulate ? to : 0) + Σ samples, a multiple of 16 elements.</summary>
    private static void Add(float* from, nint size, int samples, int count, float* to, bool accumulate) =>
        ColumnSum.Run(from, size, samples, count, to, accumulate);
}
