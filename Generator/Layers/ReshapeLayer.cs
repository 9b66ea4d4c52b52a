using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The same elements in row-major order under another shape; one extent may be -1, which is then computed.</summary>
public sealed record ReshapeLayer(LayerUse Use) : UnaryLayer(Use)
{
    public override string Title => $"Reshape({string.Join(", ", Extents.Select(extent => Text(extent)))})";

    private EquatableArray<long> Extents => Use["dimensions"]?.Integers ?? EquatableArray<long>.Empty;

    public override Inference Infer(Shape input)
    {
        if (Extents.Count == 0 || Extents.Any(extent => extent is 0 or < -1 or > int.MaxValue) || Extents.Count(extent => extent == -1) > 1)
            return Inference.Error("GG0101", "dimensions", Title, "dimensions", $"({string.Join(", ", Extents.Select(extent => Text(extent)))})", "extents of at least 1, at most one of them -1");
        Shape known = new(Extents.Where(extent => extent != -1).Select(extent => (int)extent));
        long elements = known.Elements;
        bool computes = known.Rank < Extents.Count;
        if (elements > int.MaxValue)
            return Inference.Error("GG0103", "dimensions", Title, $"its output has more than {Text(int.MaxValue)} elements");
        if (computes ? input.Elements % elements != 0 : input.Elements != elements)
        {
            return Inference.Error("GG0102", "dimensions",
            [
                Title,
                computes ? $"an input whose number of elements is a multiple of {Text(elements)}" : $"an input of {Text(elements)} elements",
                $"{input} with {Text(input.Elements)} elements",
                "choose extents whose product is that number",
                .. Mend(input.Elements),
            ]);
        }

        return Inference.Of(new Shape(Extents.Select(extent => extent == -1 ? (int)(input.Elements / elements) : (int)extent)));
    }

    /// <summary>The position and value of the one extent that another value would mend; nothing if none or several would.</summary>
    private string[] Mend(long elements)
    {
        long[] extents = [.. Extents];
        if (extents.Contains(-1))
            return [];
        long product = extents.Aggregate(1L, (all, extent) => all * extent);
        int[] candidates = [.. Enumerable.Range(0, extents.Length).Where(i => elements % (product / extents[i]) == 0)];
        return candidates.Length == 1 ? [Text(candidates[0]), Text(elements / (product / extents[candidates[0]]))] : [];
    }

    public override void Forward(ForwardBuilder build) => build.Reshape();

    public override void Backward(BackwardBuilder build)
    {
        if (build.NeedsInputGradient)
            build.Reshape();
    }
}
