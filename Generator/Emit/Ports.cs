using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Layers;

namespace GraphGen.Generator.Emit;

/// <summary>An input, target or output as the emitted calls hand it over.</summary>
/// <param name="Name">The name, in camel case.</param>
/// <param name="IsIndices">Whether it is a span of int, else of float.</param>
/// <param name="Elements">The number of elements for one sample.</param>
/// <param name="Documentation">Shape and meaning.</param>
internal sealed record PortText(string Name, bool IsIndices, long Elements, string Documentation)
{
    /// <summary>The name as a parameter.</summary>
    public string Parameter => Names.Parameter(Name);

    /// <summary>The name as a property.</summary>
    public string Property => char.ToUpperInvariant(Name[0]) + Names.Identifier(Name).Substring(1);

    public string SpanType => $"global::System.ReadOnlySpan<{(IsIndices ? "int" : "float")}>";

    public static PortText[] Inputs(NetworkGraph graph) => [.. graph.Inputs.Select(input => new PortText(
        input.Name,
        input.Shape.IsIndices,
        input.Shape.Elements,
        input.Shape.IsIndices && input.IndexLimit > 0
            ? $"indices in 0 … {Names.Text(input.IndexLimit - 1)}, {input.Shape} for each sample."
            : $"{input.Shape} for each sample."))];

    public static PortText[] Targets(Program program) => [.. program.Losses.Select(loss => new PortText(
        loss.TargetName,
        loss.Target.IsIndices,
        loss.Target.Shape.Elements,
        (loss.Target.IsIndices ? $"class indices in 0 … {Names.Text(loss.Target.Classes - 1)}, " : "")
            + $"{(loss.Target.Shape.Rank == 0 ? "one" : loss.Target.Shape.ToString())} for each sample."))];

    public static PortText[] Outputs(NetworkGraph graph) => [.. graph.Outputs.Select(output => new PortText(
        output.Name, false, output.Shape.Elements, $"Receives {output.Shape} for each sample{Link(graph, output)}."))];

    /// <summary>The outputs whose gradients the caller may give.</summary>
    public static PortText[] OutputGradients(NetworkGraph graph, Program program) => [.. graph.Outputs
        .Where((_, i) => program.OutputGradients[i] is not null)
        .Select(output => new PortText(output.Name, false, output.Shape.Elements, $"dL/d({output.Name}), {output.Shape} for each sample{(graph.LossOf(output) is null ? "" : ", before the link of the loss")}."))];

    private static string Link(NetworkGraph graph, GraphOutput output)
    {
        string? link = graph.LossOf(output) is { } loss ? ((LossLayer)graph.Nodes[loss.Node].Layer).LinkKind : null;
        return link is null ? "" : $", behind the {link.ToLowerInvariant()} of the loss unless the session gives logits";
    }
}
