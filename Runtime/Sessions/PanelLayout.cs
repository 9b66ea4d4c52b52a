namespace GraphGen.CompilerServices;

/// <summary>
/// The way between the public layout of a weight, PyTorch's [outputs, inputs …], and the panels of <see cref="PanelMatrix"/>.
/// Where what it multiplies lies channels last, its rows do too: input channel·positions + position becomes row
/// position·channels + channel. Groups of outputs are matrices of their own, one after the other.
/// </summary>
internal readonly struct PanelLayout
{
    public PanelLayout(int outputs, int inputs, int channels = 1, int groups = 1)
    {
        if (channels < 1 || groups < 1 || inputs % channels != 0 || outputs % groups != 0)
            throw new ArgumentException($"A weight of {outputs} outputs and {inputs} inputs has no {groups} group(s) and {channels} channel(s).");
        Outputs = outputs;
        Inputs = inputs;
        Channels = channels;
        Groups = groups;
        Length = checked(PaddedOutputs * inputs * groups);
    }

    /// <summary>The rows of a group's matrix.</summary>
    public int Inputs { get; }

    /// <summary>The columns of a group's matrix, without padding.</summary>
    public int OutputsOfGroup => Outputs / Groups;

    /// <summary>All elements with their padding, a multiple of 16.</summary>
    public int Length { get; }

    private int Outputs { get; }

    /// <summary>What varies fastest along the rows.</summary>
    public int Channels { get; }

    /// <summary>Groups of outputs, each a matrix of its own.</summary>
    public int Groups { get; }

    private int PaddedOutputs => checked(OutputsOfGroup + 15) & ~15;

    /// <summary>From panels to the public layout.</summary>
    public void Read(ReadOnlySpan<float> panels, Span<float> matrix)
    {
        for (int output = 0; output < Outputs; output++)
        {
            var (start, width) = Column(output);
            Span<float> row = matrix.Slice(output * Inputs, Inputs);
            for (int input = 0; input < Inputs; input++)
                row[input] = panels[start + RowOf(input) * width];
        }
    }

    /// <summary>From the public layout to panels.</summary>
    public void Write(Span<float> panels, ReadOnlySpan<float> matrix)
    {
        for (int output = 0; output < Outputs; output++)
        {
            var (start, width) = Column(output);
            ReadOnlySpan<float> row = matrix.Slice(output * Inputs, Inputs);
            for (int input = 0; input < Inputs; input++)
                panels[start + RowOf(input) * width] = row[input];
        }
    }

    private int RowOf(int input)
    {
        if (Channels == 1)
            return input;
        var (channel, position) = Math.DivRem(input, Inputs / Channels);
        return position * Channels + channel;
    }

    /// <summary>Where an output's column begins, and the width of its panel.</summary>
    private (int Start, int Width) Column(int output)
    {
        var (group, column) = Math.DivRem(output, OutputsOfGroup);
        int panel = column / PanelMatrix.Width;
        int width = Math.Min(PanelMatrix.Width, PaddedOutputs - panel * PanelMatrix.Width);
        return (group * PaddedOutputs * Inputs + panel * PanelMatrix.Width * Inputs + column % PanelMatrix.Width, width);
    }
}
