using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Layers;

/// <summary>
/// A walk over one sample of two values, axis by axis, each at its own distance: what every operation comes to that moves
/// elements. Axes that lie together on both sides become one.
/// </summary>
internal sealed class StridedOperation
{
    private readonly List<(int Extent, int From, int To)> _axes = [];
    private readonly Value _from;
    private readonly Value _to;

    public StridedOperation(Value from, Value to)
    {
        _from = from;
        _to = to;
    }

    public int FromStart { get; init; }

    public int ToStart { get; init; }

    public StridedOperation Axis(int extent, int from, int to)
    {
        if (extent == 1)
            return this;
        if (_axes.Count > 0 && _axes[_axes.Count - 1] is var (outer, outerFrom, outerTo) && outerFrom == from * extent && outerTo == to * extent)
            _axes[_axes.Count - 1] = (outer * extent, from, to);
        else
            _axes.Add((extent, from, to));
        return this;
    }

    /// <summary>Copies; where the rest of the destination is not written otherwise, it is cleared first.</summary>
    public Operation Copy(string title, bool clears) => New(title, "Strided.Copy", [Operand.Rows(_from)], [], [], clears);

    /// <summary>Adds up along the axes that stand still in the destination.</summary>
    public Operation Sum(string title, string scale) => New(title, "Strided.Sum", [Operand.Rows(_from)], [], [Operand.Text($"scale: {scale}")], clears: null);

    /// <summary>The maximum along the axes that stand still in the destination.</summary>
    public Operation Max(string title) => New(title, "Strided.Max", [Operand.Rows(_from)], [], [], clears: null);

    /// <summary>Gives the gradient of a maximum to the first element that equals it.</summary>
    public Operation MaxBackward(string title, Value outputGradient, Value inputGradient) => New(
        title, "Strided.MaxBackward", [Operand.Rows(_from), Operand.Rows(_to), Operand.Rows(outputGradient)], [Operand.Written(inputGradient)], [], clears: null);

    private Operation New(string title, string kernel, Operand[] reads, Operand[] writes, Operand[] options, bool? clears)
    {
        long elements = _axes.Aggregate(1L, (product, axis) => product * axis.Extent);
        List<Operand> operands = [.. reads, .. writes.Length > 0 ? writes : [Operand.Written(_to)], .. options];
        if (clears is { } flag)
        {
            operands.Add(Operand.Text("xStart: " + FromStart.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            operands.Add(Operand.Text("yStart: " + ToStart.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            operands.AddRange(Walk());
            operands.Add(Operand.Text($"clears: {(flag ? "true" : "false")}"));
        }
        else
        {
            operands.AddRange(Walk());
        }

        return new Operation(title, kernel, Split.BySamples(elements, 4 * elements), [.. operands], default);
    }

    private IEnumerable<Operand> Walk()
    {
        if (_axes.Count == 0)
            _axes.Add((1, 1, 1));
        yield return Operand.Text($"[{string.Join(", ", _axes.Select(axis => axis.Extent))}]");
        yield return Operand.Text($"[{string.Join(", ", _axes.Select(axis => axis.From))}]");
        yield return Operand.Text($"[{string.Join(", ", _axes.Select(axis => axis.To))}]");
    }
}
