namespace GraphGen.CompilerServices;

/// <summary>The bias's gradient: every sample's own column sums, these summed over samples in ascending order.</summary>
internal static unsafe class BiasSum
{
    /// <summary>The columns of a part.</summary>
    public static void Run(Part part, int samples, in Tensor<float> dy, float* gradient, bool accumulate)
    {
        for (int sample = 0; sample < samples; sample++)
            Sample(part, sample, dy, gradient, accumulate || sample > 0);
    }

    /// <summary>The columns of a part, for one sample.</summary>
    public static void Sample(Part part, int sample, in Tensor<float> dy, float* gradient, bool add)
    {
        int end = Math.Min(part.ColumnEnd * PanelMatrix.Width, Tensor<float>.PaddedColumns(dy.Columns));
        for (int column = part.ColumnStart * PanelMatrix.Width; column < end; column += PanelMatrix.Width)
            Panel(dy, sample, column, Math.Min(PanelMatrix.Width, end - column), gradient + column, add);
    }

    private static void Panel(in Tensor<float> dy, int sample, int column, int width, float* sum, bool add)
    {
        float* from = dy.Data + (nint)sample * dy.Rows * dy.Stride + column;
        if (!add)
        {
            ColumnSum.Run(from, dy.Stride, dy.Rows, width, sum, false);
            return;
        }

        float* own = stackalloc float[PanelMatrix.Width];
        ColumnSum.Run(from, dy.Stride, dy.Rows, width, own, false);
        ColumnSum.Run(own, width, 1, width, sum, true);
    }
}
