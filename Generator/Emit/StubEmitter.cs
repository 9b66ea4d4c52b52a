using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Emit;

/// <summary>
/// What stands in for a network whose declaration is in error: the same public members, which throw, so that the user
/// sees the real errors and no others. Where analyzers are switched off, it carries the errors itself.
/// </summary>
public static class StubEmitter
{
    private const string Throw = "throw new global::System.InvalidOperationException(\"The declaration of this network has errors; see the compiler's messages.\");";

    public static string Emit(NetworkModel model, IEnumerable<string> errors)
    {
        SourceWriter writer = new();
        LayerUse? loss = model.Stacks.SelectMany(stack => stack.Layers).FirstOrDefault(use => Layers.LayerCatalog.Create(use) is Layers.LossLayer);
        string target = loss is null ? "" : loss.Kind == "SoftmaxCrossEntropy" && !loss.Flag("Probabilities", false) ? "int" : "float";
        PartialType.Write(writer, model.Type, [], () =>
        {
            writer.Line("#pragma warning disable CS1591 // A stand-in needs no documentation.");
            foreach (string error in errors)
                writer.Line("#error " + error.Replace('\n', ' '));
            string name = model.Type.Name;
            writer.Line("public const long ParameterCount = 0;");
            writer.Line("public const long FlopsPerSample = 0;");
            writer.Line("public const long WorkspaceBytesPerSample = 0;");
            writer.Line("public const string Summary = \"\";");
            writer.Line($"public {name}(ulong seed = 0) : base(null!, seed) => {Throw}");
            writer.Line($"public static {name} FromFile(string path) => {Throw}");
            writer.Line($"public Training CreateTraining(int batchSize, {Names.Root}Optimizer optimizer, int threads = 0) => {Throw}");
            writer.Line($"public Inference CreateInference(int batchSize = 1, int threads = 1, bool logits = false) => {Throw}");
            writer.Line();
            Session(writer, "Training", "TrainingSession", "base(null!, null!, 0, null!, 0)", () =>
            {
                writer.Line($"protected override void Backward(ref {Names.Services}Worker w) => {Throw}");
                foreach (string type in target.Length == 0 ? ["int", "float"] : new[] { target })
                    writer.Line($"public float Step(global::System.ReadOnlySpan<float> input, global::System.ReadOnlySpan<{type}> target, int count = 0) => {Throw}");
            });
            writer.Line();
            Session(writer, "Inference", "InferenceSession", "base(null!, null!, 0, 0, false)", () =>
                writer.Line($"public void Run(global::System.ReadOnlySpan<float> input, global::System.Span<float> output, int count = 0) => {Throw}"));
        });
        return writer.ToString();
    }

    private static void Session(SourceWriter writer, string name, string baseName, string construction, System.Action members) =>
        writer.Block($"public sealed class {name} : {Names.Root}{baseName}", () =>
        {
            writer.Line($"private {name}() : {construction} => {Throw}");
            writer.Line($"protected override void Forward(ref {Names.Services}Worker w) => {Throw}");
            members();
        });
}
