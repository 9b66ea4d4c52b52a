using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Emit;

/// <summary>
/// The calls that the user makes: spans in, spans or a loss out. Everything is checked before any state is touched. From two
/// targets on a step takes a <c>Batch</c> with a named member each, so that nothing can be swapped.
/// </summary>
internal sealed class SessionCall(SourceWriter writer, string network, NetworkGraph graph, Program program)
{
    private readonly PortText[] _inputs = PortText.Inputs(graph);
    private readonly PortText[] _targets = PortText.Targets(program);
    private readonly PortText[] _outputs = PortText.Outputs(graph);

    public bool TakesBatch => _targets.Length > 1;

    /// <summary>The structs that several targets are handed over in; members of the network.</summary>
    public void Structs()
    {
        if (!TakesBatch)
            return;
        Struct("Batch", "The inputs and targets of one step.", [.. _inputs, .. _targets], hasCount: true);
        Struct("Targets", "The targets of a backward pass.", _targets, hasCount: false);
    }

    public void Step()
    {
        writer.Line("/// <summary>One step: forward, backward, and the optimizer's update, in place of gradients that have accumulated. Allocates nothing.</summary>");
        PortText[] ports = [.. _inputs, .. _targets];
        if (TakesBatch)
        {
            writer.Line("/// <param name=\"batch\">The inputs and targets.</param>");
        }
        else
        {
            Document(ports);
            DocumentCount();
        }

        writer.Line("/// <returns>The weighted mean loss over the samples of this step.</returns>");
        string parameters = TakesBatch ? $"{network}.Batch batch" : Parameters(ports, "int count = 0");
        writer.Block($"public float Step({parameters})", () =>
        {
            string prefix = TakesBatch ? "batch." : "";
            writer.Line(TakesBatch
                ? $"int count = CountOf(batch.{_inputs[0].Property}.Length, batch.Count, {Names.Text(_inputs[0].Elements)});"
                : CountOfFirst());
            CheckInputs(prefix);
            CheckTargets(prefix);
            int? lent = LentInput.Of(graph, program);
            writer.Line("using var call = Enter(count);");
            CopyInputs(prefix, except: lent);
            CopyTargets(prefix);
            writer.Line(lent is { } input ? $"return RunStep({Names.Text(input)}, {Access(prefix, _inputs[input])});" : "return RunStep();");
        });
        writer.Line();
    }

    public void Forward()
    {
        writer.Line("/// <summary>The forward pass of a training step, which keeps what the backward pass needs. Allocates nothing.</summary>");
        Document(_inputs);
        DocumentCount();
        writer.Line("/// <param name=\"frame\">Where it is kept: 0 or any number below the session's frames.</param>");
        writer.Block($"public void Forward({Parameters(_inputs, "int count = 0", "int frame = 0")})", () =>
        {
            writer.Line(CountOfFirst());
            CheckInputs("");
            writer.Line("using var call = Enter(count, frame);");
            CopyInputs("");
            writer.Line("RunForward();");
        });
        writer.Line();
    }

    public void Backward()
    {
        writer.Line("/// <summary>The losses of the last forward pass, and the backward pass from them. Gradients add to those there are. Allocates nothing.</summary>");
        if (TakesBatch)
            writer.Line("/// <param name=\"targets\">The targets of the samples of that forward pass.</param>");
        else
            Document(_targets);
        writer.Line("/// <param name=\"frame\">The frame of the forward pass.</param>");
        writer.Line("/// <returns>The weighted mean loss over the samples of that forward pass.</returns>");
        string parameters = TakesBatch ? $"{network}.Targets targets, int frame = 0" : Parameters(_targets, "int frame = 0");
        writer.Block($"public float Backward({parameters})", () =>
        {
            string prefix = TakesBatch ? "targets." : "";
            writer.Line("int count = CountOfFrame(frame);");
            CheckTargets(prefix);
            writer.Line("using var call = Enter(count, frame);");
            CopyTargets(prefix);
            writer.Line("return RunBackward();");
        });
        writer.Line();
    }

    public void BackwardFromGradients()
    {
        PortText[] gradients = PortText.OutputGradients(graph, program);
        if (gradients.Length == 0)
            return;
        writer.Line("/// <summary>The backward pass of the last forward pass from gradients of the outputs, in place of losses. Gradients add to those there are. Allocates nothing.</summary>");
        Document(gradients);
        writer.Line("/// <param name=\"frame\">The frame of the forward pass.</param>");
        writer.Block($"public void BackwardFromGradients({Parameters(gradients, "int frame = 0")})", () =>
        {
            int[] numbers = [.. Enumerable.Range(0, graph.Outputs.Length).Where(i => program.OutputGradients[i] is not null)];
            writer.Line("int count = CountOfFrame(frame);");
            for (int i = 0; i < gradients.Length; i++)
                writer.Line($"CheckOutput({Names.Text(numbers[i])}, {gradients[i].Parameter}.Length, count, {Names.Text(gradients[i].Elements)});");
            writer.Line("using var call = Enter(count, frame);");
            for (int i = 0; i < gradients.Length; i++)
                writer.Line($"CopyOutputGradient({Names.Text(numbers[i])}, {gradients[i].Parameter});");
            writer.Line("RunBackwardFromGradients();");
        });
        writer.Line();
    }

    public void Run()
    {
        writer.Line("/// <summary>Runs the network forward. Allocates nothing.</summary>");
        Document([.. _inputs, .. _outputs]);
        DocumentCount();
        string outputs = string.Join(", ", _outputs.Select(output => $"global::System.Span<float> {output.Parameter}"));
        writer.Block($"public void Run({Parameters(_inputs, outputs, "int count = 0")})", () =>
        {
            writer.Line(CountOfFirst());
            CheckInputs("");
            for (int i = 0; i < _outputs.Length; i++)
                writer.Line($"CheckOutput({Names.Text(i)}, {_outputs[i].Parameter}.Length, count, {Names.Text(_outputs[i].Elements)});");
            writer.Line("using var call = Enter(count);");
            writer.Line($"RunInside({string.Join(", ", _inputs.Concat(_outputs).Select(port => port.Parameter))});");
        });
        writer.Line();
        writer.Line("// A method of its own: what lives in a method that must leave a session in any case lives in memory.");
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]");
        writer.Block($"private void RunInside({Parameters(_inputs, outputs)})", () =>
        {
            CopyInputs("");
            writer.Line("RunForward();");
            for (int i = 0; i < _outputs.Length; i++)
                writer.Line($"CopyOutput({Names.Text(i)}, {_outputs[i].Parameter});");
        });
        writer.Line();
    }

    private void Struct(string name, string summary, PortText[] ports, bool hasCount)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Block($"public ref struct {name}", () =>
        {
            for (int i = 0; i < ports.Length; i++)
            {
                if (i > 0)
                    writer.Line();
                writer.Line($"/// <summary>{char.ToUpperInvariant(ports[i].Documentation[0])}{ports[i].Documentation.Substring(1)}</summary>");
                writer.Line($"public required {ports[i].SpanType} {ports[i].Property} {{ get; init; }}");
            }

            if (hasCount)
            {
                writer.Line();
                writer.Line("/// <summary>The number of samples, or 0 to take it from the length of the first input.</summary>");
                writer.Line("public int Count { get; init; }");
            }
        });
        writer.Line();
    }

    private static string Parameters(IEnumerable<PortText> ports, params string[] others) =>
        string.Join(", ", ports.Select(port => $"{port.SpanType} {port.Parameter}").Concat(others));

    private string CountOfFirst() => $"count = CountOf({_inputs[0].Parameter}.Length, count, {Names.Text(_inputs[0].Elements)});";

    private void CheckInputs(string prefix)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            string port = Access(prefix, _inputs[i]);
            writer.Line(_inputs[i].IsIndices
                ? $"CheckInput({Names.Text(i)}, {port}, count);"
                : $"CheckInput({Names.Text(i)}, {port}.Length, count, {Names.Text(_inputs[i].Elements)});");
        }
    }

    private void CopyInputs(string prefix, int? except = null)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (i != except)
                writer.Line($"CopyInput({Names.Text(i)}, {Access(prefix, _inputs[i])});");
        }
    }

    private void CheckTargets(string prefix)
    {
        for (int i = 0; i < _targets.Length; i++)
            writer.Line($"CheckTarget({Names.Text(i)}, {Access(prefix, _targets[i])}, count);");
    }

    private void CopyTargets(string prefix)
    {
        for (int i = 0; i < _targets.Length; i++)
            writer.Line($"CopyTarget({Names.Text(i)}, {Access(prefix, _targets[i])});");
    }

    private static string Access(string prefix, PortText port) => prefix.Length > 0 ? prefix + port.Property : port.Parameter;

    private void Document(IEnumerable<PortText> ports)
    {
        foreach (PortText port in ports)
            writer.Line($"/// <param name=\"{port.Name}\">{port.Documentation}</param>");
    }

    private void DocumentCount() =>
        writer.Line("/// <param name=\"count\">The number of samples, or 0 to take it from the length of the first input.</param>");
}
