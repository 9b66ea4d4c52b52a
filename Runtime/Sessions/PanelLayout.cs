namespace GraphGen.CompilerServices;

/// <summary>The way between PyTorch's layout of a weight, [outputs, inputs], and the panels of <see cref="PanelMatrix"/>.</summary>
internal static class PanelLayout
{
    public static void Read(ReadOnlySpan<float> panels, Span<float> matrix, int outputs, int inputs)
    {
        for (int output = 0; output < outputs; output++)
        {
            var (start, width) = Column(output, outputs, inputs);
            for (int input = 0; input < inputs; input++)
                matrix[output * inputs + input] = panels[start + input * width];
        }
    }

    public static void Write(Span<float> panels, ReadOnlySpan<float> matrix, int outputs, int inputs)
    {
        for (int output = 0; output < outputs; output++)
        {
            var (start, width) = Column(output, outputs, inputs);
            for (int input = 0; input < inputs; input++)
                panels[start + input * width] = matrix[output * inputs + input];
        }
    }

    /// <summary>Where an output's column begins, and the width of its panel.</summary>
    private static (int Start, int Width) Column(int output, int outputs, int inputs)
    {
        int panel = output / PanelMatrix.Width;
        int width = Math.Min(PanelMatrix.Width, ((outputs + 15) & ~15) - panel * PanelMatrix.Width);
        return (panel * PanelMatrix.Width * inputs + output % PanelMatrix.Width, width);
    }
}
