using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// A weight matrix [<see cref="Inputs"/> × <see cref="Outputs"/>] (or its gradient) in column panels, the layout that the
/// register tiles stream without packing: panel p holds output columns 32p … 32p+31 as <see cref="Inputs"/> rows of 32
/// contiguous elements. The last panel is 16 wide if 16 columns or fewer remain. Padding columns are zero.
/// </summary>
/// <remarks>The public layout of the same weight is PyTorch's [outputs, inputs]; see <c>PanelLayout</c> for the way between.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct PanelMatrix
{
    /// <summary>Columns of a full panel.</summary>
    internal const int Width = 32;

    /// <summary>Columns of a narrow panel.</summary>
    internal const int HalfWidth = 16;

    internal PanelMatrix(float* data, int inputs, int outputs)
    {
        Data = data;
        Inputs = inputs;
        Outputs = outputs;
    }

    internal float* Data { get; }

    /// <summary>The number of input features: rows of every panel.</summary>
    public int Inputs { get; }

    /// <summary>The number of output features, without padding.</summary>
    public int Outputs { get; }

    internal int Panels => (Outputs + Width - 1) / Width;

    /// <summary>The width of a panel: 32, or 16 for a narrow last one.</summary>
    internal int WidthOf(int panel) => Math.Min(Width, PaddedOutputs - panel * Width);

    internal float* Panel(int panel) => Data + (nint)panel * Width * Inputs;

    /// <summary>Half panels of some panels: two each, but one of a narrow last panel.</summary>
    internal int HalvesIn(int start, int end) => Math.Min(2 * end, Halves) - 2 * start;

    /// <summary>Half panels of all panels.</summary>
    internal int Halves => (Outputs + HalfWidth - 1) >>> 4;

    private int PaddedOutputs => (Outputs + 15) & ~15;
}
