using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Layers;

namespace GraphGen.Generator.Emit;

/// <summary>
/// The calls that the user makes: spans in, spans or a loss out. Everything is checked before any state is touched.
/// </summary>
internal static class SessionCall
{
    private const string Count = "int count = 0";

    public static void Step(SourceWriter writer, NetworkGraph graph, Program program)
    {
        string[] inputs = [.. graph.Inputs.Select(input => Names.Parameter(input.Name))];
        string[] targets = [.. program.Losses.Select(loss => Names.Parameter(loss.TargetValue.Name))];
        writer.Line("/// <summary>One step: forward, backward, and the optimizer's update. Allocates nothing.</summary>");
        foreach (GraphInput input in graph.Inputs)
            writer.Line($"/// <param name=\"{input.Name}\">{input.Shape} for each sample.</param>");
        foreach (ProgramLoss loss in program.Losses)
        {
            string what = loss.Target.IsIndices ? $"class indices in 0 … {Names.Text(loss.Target.Classes - 1)}, " : "";
            string shape = loss.Target.Shape.Rank == 0 ? "one" : loss.Target.Shape.ToString();
            writer.Line($"/// <param name=\"{loss.TargetValue.Name}\">{what}{shape} for each sample.</param>");
        }

        CountDocumentation(writer);
        writer.Line("/// <returns>The mean loss over the samples of this step.</returns>");
        IEnumerable<string> parameters =
        [
            .. inputs.Select(name => $"global::System.ReadOnlySpan<float> {name}"),
            .. program.Losses.Select(loss => $"global::System.ReadOnlySpan<{(loss.Target.IsIndices ? "int" : "float")}> {Names.Parameter(loss.TargetValue.Name)}"),
            Count,
        ];
        writer.Block($"public float Step({string.Join(", ", parameters)})", () =>
        {
            writer.Line($"count = CountOf({inputs[0]}.Length, count);");
            for (int i = 0; i < inputs.Length; i++)
                writer.Line($"CheckInput({Names.Text(i)}, {inputs[i]}.Length, count);");
            for (int i = 0; i < targets.Length; i++)
                writer.Line($"CheckTarget({Names.Text(i)}, {targets[i]}, count);");
            writer.Line("using var call = Enter(count);");
            for (int i = 0; i < inputs.Length; i++)
                writer.Line($"CopyInput({Names.Text(i)}, {inputs[i]});");
            for (int i = 0; i < targets.Length; i++)
                writer.Line($"CopyTarget({Names.Text(i)}, {targets[i]});");
            writer.Line("return RunStep();");
        });
    }

    public static void Run(SourceWriter writer, NetworkGraph graph)
    {
        string[] inputs = [.. graph.Inputs.Select(input => Names.Parameter(input.Name))];
        string[] outputs = [.. graph.Outputs.Select(output => Names.Parameter(output.Name))];
        writer.Line("/// <summary>Runs the network forward. Allocates nothing.</summary>");
        foreach (GraphInput input in graph.Inputs)
            writer.Line($"/// <param name=\"{input.Name}\">{input.Shape} for each sample.</param>");
        foreach (GraphOutput output in graph.Outputs)
            writer.Line($"/// <param name=\"{output.Name}\">Receives {output.Shape} for each sample{Link(graph, output)}.</param>");
        CountDocumentation(writer);
        IEnumerable<string> parameters =
        [
            .. inputs.Select(name => $"global::System.ReadOnlySpan<float> {name}"),
            .. outputs.Select(name => $"global::System.Span<float> {name}"),
            Count,
        ];
        writer.Block($"public void Run({string.Join(", ", parameters)})", () =>
        {
            writer.Line($"count = CountOf({inputs[0]}.Length, count);");
            for (int i = 0; i < inputs.Length; i++)
                writer.Line($"CheckInput({Names.Text(i)}, {inputs[i]}.Length, count);");
            for (int i = 0; i < outputs.Length; i++)
                writer.Line($"CheckOutput({Names.Text(i)}, {outputs[i]}.Length, count);");
            writer.Line("using var call = Enter(count);");
            for (int i = 0; i < inputs.Length; i++)
                writer.Line($"CopyInput({Names.Text(i)}, {inputs[i]});");
            writer.Line("RunForward();");
            for (int i = 0; i < outputs.Length; i++)
                writer.Line($"CopyOutput({Names.Text(i)}, {outputs[i]});");
        });
    }

    private static string Link(NetworkGraph graph, GraphOutput output)
    {
        string? link = graph.Nodes.Where(node => node.Operand == output.Edge).Select(node => node.Layer).OfType<LossLayer>().FirstOrDefault()?.Link;
        return link is null ? "" : $", behind the {link} of the loss unless the session gives logits";
    }

    private static void CountDocumentation(SourceWriter writer) =>
        writer.Line("/// <param name=\"count\">The number of samples, or 0 to take it from the length of the first input.</param>");
}
