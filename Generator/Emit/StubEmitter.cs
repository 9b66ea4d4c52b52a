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
            Members(writer, model);
            LayerMethods.Write(writer, model.Body);
            StubPorts ports = StubPorts.Of(model);
            if (ports.Targets.Length > 1 && !Has(model, "Batch"))
                Struct(writer, "Batch", [.. ports.Inputs, .. ports.Targets], "public int Count { get; init; }");
            if (ports.Targets.Length > 1 && !Has(model, "Targets"))
                Struct(writer, "Targets", ports.Targets, null);
            if (!Has(model, "Training"))
                Session(writer, "Training", "TrainingSession", "base(null!, null!, 0, null!, 0, 1)", () => Training(writer, model, ports));
            writer.Line();
            if (Has(model, "Inference"))
                return;
            Session(writer, "Inference", "InferenceSession", "base(null!, null!, 0, 0, false)", () =>
            {
                writer.Line($"protected override void LinkPass(ref {Names.Services}Worker w) => {Throw}");
                string outputs = string.Join(", ", ports.Outputs.Select(output => $"global::System.Span<float> {output.Parameter}"));
                writer.Line($"public void Run({Parameters(ports.Inputs)}, {outputs}, int count = 0) => {Throw}");
            });
        });
        return writer.ToString();
    }

    private static bool Has(NetworkModel model, string member) => model.Type.Members.Contains(member);

    /// <summary>Whether no second half can be written: the class has the name of one of its members.</summary>
    public static bool IsImpossible(NetworkModel model) => MemberClashes.Of(model).Contains(model.Type.Name);

    /// <summary>The members of the class but for sessions; what the user has declared already is left out.</summary>
    private static void Members(SourceWriter writer, NetworkModel model)
    {
        string name = Names.Parameter(model.Type.Name);
        void Member(string member, string text, string? session = null)
        {
            if (!Has(model, member) && (session is null || !Has(model, session)))
                writer.Line(text);
        }

        Member("ParameterCount", "public const long ParameterCount = 0;");
        Member("FlopsPerSample", "public const long FlopsPerSample = 0;");
        Member("WorkspaceBytesPerSample", "public const long WorkspaceBytesPerSample = 0;");
        Member("Summary", "public const string Summary = \"\";");
        Member("Diagram", "public const string Diagram = \"\";");
        Member(TypeModel.SeedConstructor, $"public {name}(ulong seed = 0) : base(null!, seed) => {Throw}");
        Member("FromFile", $"public static {name} FromFile(string path) => {Throw}");
        Member("CreateTraining", $"public Training CreateTraining(int batchSize, {Names.Root}Optimizer optimizer, int threads = 0, int frames = 1) => {Throw}", "Training");
        Member("CreateInference", $"public Inference CreateInference(int batchSize = 1, int threads = 1, bool logits = false) => {Throw}", "Inference");
        writer.Line();
    }

    private static void Training(SourceWriter writer, NetworkModel model, StubPorts ports)
    {
        string network = Names.Parameter(model.Type.Name);
        writer.Line($"protected override void LossPass(ref {Names.Services}Worker w) => {Throw}");
        writer.Line($"protected override void BackwardPass(ref {Names.Services}Worker w) => {Throw}");
        writer.Line($"public void Forward({Parameters(ports.Inputs)}, int count = 0, int frame = 0) => {Throw}");
        if (ports.Gradients.Length > 0)
            writer.Line($"public void BackwardFromGradients({Parameters(ports.Gradients)}, int frame = 0) => {Throw}");
        if (ports.Targets.Length > 1)
        {
            if (!Has(model, "Batch"))
                writer.Line($"public float Step({network}.Batch batch) => {Throw}");
            if (!Has(model, "Targets"))
                writer.Line($"public float Backward({network}.Targets targets, int frame = 0) => {Throw}");
            return;
        }

        // Without a loss the target may become one or the other.
        string any = new PortNames(ports.Inputs.Select(input => input.Name)).Next("target", "Target");
        foreach (PortText target in ports.Targets.Length == 1 ? ports.Targets : [new(any, true, 0, ""), new(any, false, 0, "")])
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
}
