using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Passes;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Emit;

/// <summary>Writes the emitted half of a network: constants, constructors, and the two kinds of sessions.</summary>
public sealed class NetworkEmitter
{
    private readonly SourceWriter _writer = new();
    private readonly NetworkModel _model;
    private readonly NetworkGraph _graph;

    private NetworkEmitter(NetworkModel model, NetworkGraph graph)
    {
        _model = model;
        _graph = graph;
    }

    private string Name => Names.Parameter(_model.Type.Name);

    public static string Emit(NetworkModel model, NetworkGraph graph, CancellationToken cancellation)
    {
        CompiledProgram training = CompiledProgram.Of(graph, isTraining: true);
        cancellation.ThrowIfCancellationRequested();
        CompiledProgram inference = CompiledProgram.Of(graph, isTraining: false);
        cancellation.ThrowIfCancellationRequested();
        NetworkEmitter emitter = new(model, graph);
        PartialType.Write(emitter._writer, model.Type, PartialType.NetworkBase, emitter.Remarks(), () =>
        {
            emitter.Constants(training, inference);
            emitter.ParameterLayout();
            emitter.Construction();
            LayerMethods.Write(emitter._writer, model.Body);
            if (graph.IsTrainable)
                emitter.Training(training);
            emitter.Inference(inference);
        });
        return emitter._writer.ToString();
    }

    private IEnumerable<string> Remarks() => _model.Type.HasSummary ? [] : SummaryTable.Xml(_graph);

    private void Constants(CompiledProgram training, CompiledProgram inference)
    {
        _writer.Line("/// <summary>The number of parameters, frozen ones included.</summary>");
        _writer.Line($"public const long ParameterCount = {Names.Text(_graph.ParameterCount)};").Line();
        _writer.Line("/// <summary>Floating-point operations of the forward pass for one sample; a multiply-add counts two.</summary>");
        _writer.Line($"public const long FlopsPerSample = {Names.Text(inference.Flops)};").Line();
        _writer.Line("/// <summary>Bytes of working memory that a training session takes for each sample of its batch size.</summary>");
        _writer.Line($"public const long WorkspaceBytesPerSample = {Names.Text(4L * training.Memory.FloatsPerSample)};").Line();
        _writer.Line("/// <summary>A table of layers, output shapes and parameters.</summary>");
        _writer.Line($"public const string Summary = {Names.Quote(SummaryTable.Plain(_model.Type.Name, _graph))};").Line();
        _writer.Line("/// <summary>The layers and their edges as a Mermaid flowchart, for documents and reviews.</summary>");
        _writer.Line($"public const string Diagram = {Names.Quote(MermaidDiagram.Of(_graph))};").Line();
    }

    private void ParameterLayout()
    {
        _writer.Call(
            $"private static readonly {Names.Services}NetworkLayout s_layout = new",
            [
                Names.Quote(_model.Type.Name),
                Parameters(areBuffers: false),
                .. _graph.Parameters.Any(parameter => parameter.Declaration.IsBuffer) ? ["Buffers: " + Parameters(areBuffers: true)] : (string[])[],
            ],
            ");");
        _writer.Line();
    }

    private string Parameters(bool areBuffers)
    {
        GraphParameter[] parameters = [.. _graph.Parameters.Where(parameter => parameter.Declaration.IsBuffer == areBuffers)];
        return parameters.Length == 0 ? "[]" : "[\n" + string.Concat(parameters.Select(parameter => $"    {Parameter(parameter)},\n")) + "]";
    }

    private static string Parameter(GraphParameter parameter)
    {
        ParameterDeclaration declaration = parameter.Declaration;
        string form = declaration.Form switch
        {
            ParameterForm.Panels when declaration.Channels > 0 =>
                $"ChannelsLastPanels({Names.Quote(parameter.FullName)}, {Names.Extents(declaration.Shape)}, channels: {Names.Text(declaration.Channels)}, groups: {Names.Text(declaration.Groups)}",
            ParameterForm.Panels => $"Panels({Names.Quote(parameter.FullName)}, outputs: {Names.Text(declaration.Shape.Dimensions[0])}, inputs: {Names.Text(declaration.Shape.Dimensions[1])}",
            ParameterForm.Table => $"Table({Names.Quote(parameter.FullName)}, rows: {Names.Text(declaration.Shape.Dimensions[0])}, columns: {Names.Text(declaration.Shape.Dimensions[1])}",
            _ => $"Vector({Names.Quote(parameter.FullName)}, length: {Names.Text(declaration.Shape.Last)}",
        };
        return $"{Names.Services}ParameterSpec.{form}, {Names.Root}Initializer.{declaration.Initializer}, scale: {Names.Text(declaration.Scale)}, trainable: {Names.Text(declaration.Trainable)})";
    }

    private void Construction()
    {
        _writer.Line("/// <summary>A network with initial values drawn by the seed; the same seed gives the same bits everywhere.</summary>");
        _writer.Line($"public {Name}(ulong seed = 0)").Indented(() => _writer.Line(": base(s_layout, seed)")).Line("{").Line("}").Line();
        _writer.Line("/// <summary>A network with the parameters of a safetensors file.</summary>");
        _writer.Line("/// <param name=\"path\">The file, written by <c>Save</c> or with tensors of the same names and shapes.</param>");
        _writer.Block($"public static {Name} FromFile(string path)", () =>
        {
            _writer.Line($"var network = new {Name}();");
            _writer.Line("network.Load(path);");
            _writer.Line("return network;");
        }).Line();
        if (_graph.IsTrainable)
        {
            _writer.Line("/// <summary>A session that trains this network.</summary>");
            _writer.Line("/// <param name=\"batchSize\">The most samples that one step may carry.</param>");
            _writer.Line("/// <param name=\"optimizer\">How parameters follow their gradients.</param>");
            _writer.Line("/// <param name=\"threads\">The number of workers, or 0 for one per processor; results are the same for any number.</param>");
            _writer.Line("/// <param name=\"frames\">The number of forward passes whose values are kept at once, each for a backward pass of its own; 1 for ordinary steps.</param>");
            _writer.Line($"public Training CreateTraining(int batchSize, {Names.Root}Optimizer optimizer, int threads = 0, int frames = 1) =>");
            _writer.Indented(() => _writer.Line("new Training(this, batchSize, optimizer, threads, frames);")).Line();
        }

        _writer.Line("/// <summary>A session that runs this network.</summary>");
        _writer.Line("/// <param name=\"batchSize\">The most samples that one run may carry.</param>");
        _writer.Line("/// <param name=\"threads\">The number of workers, or 0 for one per processor; results are the same for any number.</param>");
        _writer.Line("/// <param name=\"logits\">Whether outputs are given before the loss's link (softmax), instead of behind it.</param>");
        _writer.Line("public Inference CreateInference(int batchSize = 1, int threads = 1, bool logits = false) =>");
        _writer.Indented(() => _writer.Line("new Inference(this, batchSize, threads, logits);")).Line();
    }

    private void Training(CompiledProgram compiled)
    {
        SessionCall call = new(_writer, Name, _graph, compiled.Program);
        call.Structs();
        _writer.Line($"/// <summary>Trains a <see cref=\"{Name}\"/>: forward, backward and optimizer as straight-line calls of kernels.</summary>");
        _writer.Block($"public sealed class Training : {Names.Root}TrainingSession", () =>
        {
            SessionEmitter session = new(_writer, _graph, compiled);
            session.Layout();
            session.FieldDeclarations();
            _writer.Line($"internal Training({Name} network, int batchSize, {Names.Root}Optimizer optimizer, int threads, int frames)");
            _writer.Indented(() => _writer.Line(": base(network, s_session, batchSize, optimizer, threads, frames)"));
            _writer.Block(() => _writer.Line("Bind();")).Line();
            if (compiled.Program.Losses.Length > 0)
                call.Step();
            call.Forward();
            if (compiled.Program.Losses.Length > 0)
                call.Backward();
            call.BackwardFromGradients();
            session.Bind(choosesLogits: false);
            if (compiled.Program.Losses.Length > 0)
                session.BindLentInput();
            int losses = compiled.Program.Forward.Length, backward = losses + compiled.Program.Link.Length;
            PassEmitter passes = new(_writer, compiled);
            passes.Pass("ForwardPass", "From the inputs to the outputs.", compiled.Program.Forward, 0);
            _writer.Line();
            passes.Pass("LossPass", "From the outputs to the losses and their gradients.", compiled.Program.Link, losses);
            _writer.Line();
            passes.Pass("BackwardPass", "From the losses to the parameters.", compiled.Program.Backward, backward);
            passes.StripMethods();
        });
        _writer.Line();
    }

    private void Inference(CompiledProgram compiled)
    {
        _writer.Line($"/// <summary>Runs a <see cref=\"{Name}\"/> forward.</summary>");
        _writer.Block($"public sealed class Inference : {Names.Root}InferenceSession", () =>
        {
            SessionEmitter session = new(_writer, _graph, compiled);
            session.Layout();
            session.FieldDeclarations();
            _writer.Line($"internal Inference({Name} network, int batchSize, int threads, bool logits)");
            _writer.Indented(() => _writer.Line(": base(network, s_session, batchSize, threads, logits)"));
            _writer.Block(() => _writer.Line("Bind();")).Line();
            new SessionCall(_writer, Name, _graph, compiled.Program).Run();
            session.Bind(choosesLogits: true);
            PassEmitter passes = new(_writer, compiled);
            passes.PreparedPass("ForwardPass", "From the inputs to the outputs.", compiled.Program.Forward);
            _writer.Line();
            passes.Pass("LinkPass", "From logits to probabilities.", compiled.Program.Link, compiled.Program.Forward.Length);
            passes.StripMethods();
        });
    }
}
