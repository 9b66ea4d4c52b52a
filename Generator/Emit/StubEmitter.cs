using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Emit;

/// <summary>
/// What stands in for a network whose declaration is in error: the same public members as far as the declaration tells them,
/// which throw, so that the user sees the real errors and no others. Where analyzers are switched off, it carries the
/// errors itself.
/// </summary>
public static class StubEmitter
{
    private const string Throw = "throw new global::System.InvalidOperationException(\"The declaration of this network has errors; see the compiler's messages.\");";

    public static string Emit(NetworkModel model, IEnumerable<string> errors)
    {
        SourceWriter writer = new();
        PartialType.Write(writer, model.Type, PartialType.NetworkBase, [], () =>
        {
            writer.Line("#pragma warning disable CS1591 // A stand-in needs no documentation.");
            foreach (string error in errors)
                writer.Line("#error " + error.Replace('\n', ' '));
            Members(writer, model.Type.Name);
            LayerMethods.Write(writer, model.Body);
            StubPorts ports = StubPorts.Of(model);
            if (ports.Targets.Length > 1)
            {
                Struct(writer, "Batch", [.. ports.Inputs, .. ports.Targets], "public int Count { get; init; }");
                Struct(writer, "Targets", ports.Targets, null);
            }

            Session(writer, "Training", "TrainingSession", "base(null!, null!, 0, null!, 0, 1)", () => Training(writer, model.Type.Name, ports));
            writer.Line();
            Session(writer, "Inference", "InferenceSession", "base(null!, null!, 0, 0, false)", () =>
            {
                writer.Line($"protected override void LinkPass(ref {Names.Services}Worker w) => {Throw}");
                string outputs = string.Join(", ", ports.Outputs.Select(output => $"global::System.Span<float> {output.Parameter}"));
                writer.Line($"public void Run({Parameters(ports.Inputs)}, {outputs}, int count = 0) => {Throw}");
            });
        });
        return writer.ToString();
    }

    private static void Members(SourceWriter writer, string name)
    {
        writer.Line("public const long ParameterCount = 0;");
        writer.Line("public const long FlopsPerSample = 0;");
        writer.Line("public const long WorkspaceBytesPerSample = 0;");
        writer.Line("public const string Summary = \"\";");
        writer.Line("public const string Diagram = \"\";");
        writer.Line($"public {name}(ulong seed = 0) : base(null!, seed) => {Throw}");
        writer.Line($"public static {name} FromFile(string path) => {Throw}");
        writer.Line($"public Training CreateTraining(int batchSize, {Names.Root}Optimizer optimizer, int threads = 0, int frames = 1) => {Throw}");
        writer.Line($"public Inference CreateInference(int batchSize = 1, int threads = 1, bool logits = false) => {Throw}");
        writer.Line();
    }

    private static void Training(SourceWriter writer, string network, StubPorts ports)
    {
        writer.Line($"protected override void LossPass(ref {Names.Services}Worker w) => {Throw}");
        writer.Line($"protected override void BackwardPass(ref {Names.Services}Worker w) => {Throw}");
        writer.Line($"public void Forward({Parameters(ports.Inputs)}, int count = 0, int frame = 0) => {Throw}");
        string gradients = string.Join(", ", ports.Outputs.Select(output => $"global::System.ReadOnlySpan<float> {output.Parameter}"));
        writer.Line($"public void BackwardFromGradients({gradients}, int frame = 0) => {Throw}");
        if (ports.Targets.Length > 1)
        {
            writer.Line($"public float Step({network}.Batch batch) => {Throw}");
            writer.Line($"public float Backward({network}.Targets targets, int frame = 0) => {Throw}");
            return;
        }

        // Without a loss the target may become one or the other.
        string any = PortNames.Distinct("target", "Target", [.. ports.Inputs.Select(input => input.Name)]);
        foreach (PortText target in ports.Targets.Length == 1 ? ports.Targets : [new(any, true, ""), new(any, false, "")])
        {
            writer.Line($"public float Step({Parameters([.. ports.Inputs, target])}, int count = 0) => {Throw}");
            writer.Line($"public float Backward({Parameters([target])}, int frame = 0) => {Throw}");
        }
    }

    private static void Struct(SourceWriter writer, string name, PortText[] ports, string? count)
    {
        writer.Block($"public ref struct {name}", () =>
        {
            foreach (PortText port in ports)
                writer.Line($"public required {port.SpanType} {port.Property} {{ get; init; }}");
            if (count is not null)
                writer.Line(count);
        });
        writer.Line();
    }

    private static string Parameters(IEnumerable<PortText> ports) => string.Join(", ", ports.Select(port => $"{port.SpanType} {port.Parameter}"));

    private static void Session(SourceWriter writer, string name, string baseName, string construction, System.Action members) =>
        writer.Block($"public sealed class {name} : {Names.Root}{baseName}", () =>
        {
            writer.Line($"private {name}() : {construction} => {Throw}");
            writer.Line($"protected override void Bind() => {Throw}");
            writer.Line($"protected override void ForwardPass(ref {Names.Services}Worker w) => {Throw}");
            members();
        });

    /// <summary>The ports as far as a declaration in error tells them.</summary>
    private sealed record StubPorts(PortText[] Inputs, PortText[] Targets, PortText[] Outputs)
    {
        public static StubPorts Of(NetworkModel model)
        {
            GraphModel? graph = model.Body.Graph;
            HashSet<string> taken = [];
            PortText[] inputs = graph is null
                ? [new("input", false, "")]
                : [.. graph.Parameters.Select(parameter => new PortText(PortNames.Distinct(LayerNames.Camel(parameter.Name), "Input", taken), parameter.Input?.Text("Type") == "Int32", ""))];
            HashSet<string> outputsTaken = [.. taken];
            PortText[] targets =
            [
                .. from stack in model.Body.Stacks
                   from use in stack.Layers
                   let loss = LayerCatalog.Create(use) as LossLayer
                   where loss is not null
                   select new PortText(PortNames.Distinct(stack.Name.Length == 0 ? "target" : LayerNames.Camel(stack.Name), "Target", taken), loss.HasIndexTargets, ""),
            ];
            PortText[] outputs = graph is null
                ? [new("output", false, "")]
                : [.. graph.Results.Select(result => new PortText(PortNames.Distinct(result.Name.Length == 0 ? "output" : LayerNames.Camel(result.Name), "Output", outputsTaken), false, ""))];
            return new StubPorts(inputs, targets, outputs);
        }
    }
}
