using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Passes;

namespace GraphGen.Generator.Emit;

/// <summary>What the two kinds of sessions have in common: the layout and the fields. Their passes: <see cref="PassEmitter"/>.</summary>
internal sealed class SessionEmitter
{
    private readonly SourceWriter _writer;
    private readonly NetworkGraph _graph;
    private readonly Program _program;
    private readonly MemoryPlan _memory;
    private readonly Schedule _schedule;
    private readonly ImmutableArray<Strip> _strips;

    public SessionEmitter(SourceWriter writer, NetworkGraph graph, CompiledProgram compiled)
    {
        _writer = writer;
        _graph = graph;
        _program = compiled.Program;
        _memory = compiled.Memory;
        _schedule = compiled.Schedule;
        _strips = compiled.Strips;
    }

    /// <summary>The values that any operation touches, or that are outputs: those become fields.</summary>
    private IEnumerable<Value> Fields
    {
        get
        {
            HashSet<Value> touched = [.. _program.Operations.SelectMany(operation => operation.Accesses).Select(access => access.Value!)];
            touched.UnionWith(_program.Outputs);
            touched.UnionWith(_program.Logits);
            touched.UnionWith(_program.Named.Select(named => named.Value));
            // A gradient may pass from an output to an input, and meet no kernel on its way.
            touched.UnionWith(_program.InputGradients.Concat(_program.OutputGradients).Where(gradient => gradient is not null).Select(gradient => gradient!));
            return _program.Values.Where(touched.Contains);
        }
    }

    public void Layout()
    {
        List<string> arguments =
        [
            "inputs:" + List(_graph.Inputs.Select(input => Port(input.Name, Names.Extents(input.Shape), input.Shape.IsIndices ? "Int32" : "Float32", input.IndexLimit))),
            "targets:" + List(_program.Losses.Select(loss => Port(
                loss.TargetName, Names.Extents(loss.Target.Shape), loss.Target.IsIndices ? "Int32" : "Float32", loss.Target.Classes))),
            "outputs:" + List(_graph.Outputs.Select(output => Port(output.Name, Names.Extents(output.Shape), "Float32", 0))),
            "losses:" + List(_program.Losses.Select(loss =>
                $"new {Names.Services}LossSpec({Names.Quote(loss.Name)}, rows: {Names.Text(loss.Loss.Shape.Rows)}, divisor: {Names.Text(loss.Target.Divisor)}, weight: {Names.Text(loss.Target.Weight)})")),
            $"nodes: [{string.Join(", ", _program.Named.Select(named => Names.Quote(named.Name)))}]",
            "workspaceFloatsPerSample: " + Names.Text(_memory.FloatsPerSample),
            "stages:" + List(_schedule.Stages.Select(Stage)),
            "dependencies:" + List(_schedule.Dependencies.Select(dependency =>
                $"new {Names.Services}Dependency({Names.Text(dependency.Earlier)}, {Names.Text(dependency.Later)}, RowsAgree: {Names.Text(dependency.RowsAgree)}, ColumnsAgree: {Names.Text(dependency.ColumnsAgree)})")),
            $"barriers: [{string.Join(", ", _schedule.Barriers.Select(stage => Names.Text(stage)))}]",
        ];
        if (_memory.VectorFloats > 0)
            arguments.Add("workspaceFloats: " + Names.Text(_memory.VectorFloats));
        if (_program.NeedsSamples is { } layer)
            arguments.Add("needsSamples: " + Names.Quote(layer));
        if (!_strips.IsEmpty)
            arguments.Add("strips:" + List(_strips.Select(strip => $"new {Names.Services}Strip(First: {Names.Text(strip.First)}, Last: {Names.Text(strip.Last)}, FloatsPerSample: {Names.Text(strip.FloatsPerSample)})")));
        _writer.Call($"private static readonly {Names.Services}SessionLayout s_session = new", arguments, ");");
        _writer.Line();
    }

    public void FieldDeclarations()
    {
        foreach (Value value in Fields)
            _writer.Line($"private {Type(value)} {Names.Field(value)};");
        _writer.Line();
    }

    /// <summary>The method that binds the fields to the session's memory, anew for each frame.</summary>
    public void Bind(bool choosesLogits)
    {
        _writer.Line("/// <inheritdoc/>");
        _writer.Block("protected override void Bind()", () =>
        {
            foreach (Value value in Fields)
                _writer.Line($"{Names.Field(value)} = {Binding(value)};");
            BindPorts(choosesLogits);
        }).Line();
    }

    /// <summary>The method that binds the fields of the input that a step borrows.</summary>
    public void BindLentInput()
    {
        if (LentInput.Of(_graph, _program) is not { } input)
            return;
        _writer.Line("/// <inheritdoc/>");
        _writer.Block("protected override void BindLentInput()", () =>
        {
            foreach (Value value in Fields.Where(value => LentInput.IsOf(value, input)))
                _writer.Line($"{Names.Field(value)} = {Binding(value)};");
        }).Line();
    }

    /// <summary>Says which values the user may read, or give.</summary>
    private void BindPorts(bool choosesLogits)
    {
        for (int i = 0; i < _program.Outputs.Length; i++)
        {
            string output = Readable(_program.Outputs[i]);
            string logits = Readable(_program.Logits[i]);
            string bound = choosesLogits && output != logits ? $"Logits ? {logits} : {output}" : output;
            _writer.Line($"BindOutput({Names.Text(i)}, {bound});");
        }

        for (int i = 0; i < _program.Named.Length; i++)
            _writer.Line($"BindNode({Names.Text(i)}, {Readable(_program.Named[i].Value)});");
        for (int i = 0; i < _program.InputGradients.Length; i++)
        {
            if (_program.InputGradients[i] is { } gradient)
                _writer.Line($"BindInputGradient({Names.Text(i)}, {Names.Field(gradient)});");
        }

        for (int i = 0; i < _program.OutputGradients.Length; i++)
        {
            if (_program.OutputGradients[i] is { } gradient)
                _writer.Line($"BindOutputGradient({Names.Text(i)}, {Names.Field(gradient)});");
        }

        // What nothing reads has its memory for the moment of its loss only.
        HashSet<Value> read = [.. _program.Backward.SelectMany(operation => operation.Accesses).Select(access => access.Value!.Storage)];
        read.UnionWith(_program.InputGradients.Where(gradient => gradient is not null).Select(gradient => gradient!.Storage));
        foreach (ProgramLoss inner in _program.Losses.Where(loss => read.Contains(loss.Gradient) && !_program.OutputGradients.Contains(loss.Gradient)))
            _writer.Line($"BindInnerGradient({Names.Field(inner.Gradient)});");
    }

    /// <summary>A value for the user, whose elements come in public order.</summary>
    private static string Readable(Value value) => value.Picture is { } picture
        ? $"ChannelsLast({Names.Field(value)}, channels: {Names.Text(picture.Dimensions[0])})"
        : Names.Field(value);

    private static string Port(string name, string extents, string type, int classes) =>
        $"new {Names.Services}PortSpec({Names.Quote(name)}, {Names.Root}PortType.{type}, {extents}{(classes == 0 ? "" : $", classes: {Names.Text(classes)}")})";

    private static string Stage(Operation operation)
    {
        Split split = operation.Split;
        string rows = split.IsBySamples ? "Samples" : "Blocks";
        return $"new {Names.Services}Stage({Names.Quote(operation.Title)}, {Names.Services}RowSplit.{rows}, RowUnits: {Names.Text(split.RowBlocks)}, "
            + $"ColumnUnits: {Names.Text(split.ColumnUnits)}, FlopsPerSample: {Names.Text(split.FlopsPerSample)}, SharedBytes: {Names.Text(split.SharedBytes)}, BytesPerSample: {Names.Text(split.BytesPerSample)})";
    }

    private static string List(IEnumerable<string> items)
    {
        string[] lines = [.. items];
        return lines.Length == 0 ? " []" : "\n[\n" + string.Concat(lines.Select(line => $"    {line},\n")) + "]";
    }

    private static string Type(Value value) => value.Kind switch
    {
        ValueKind.TargetIndices => $"{Names.Services}Tensor<int>",
        ValueKind.Input when value.Shape.IsIndices => $"{Names.Services}Tensor<int>",
        ValueKind.Mask => $"{Names.Services}Tensor<ulong>",
        ValueKind.Parameter or ValueKind.ParameterGradient => Names.Services + value.Form switch
        {
            ParameterForm.Panels => "PanelMatrix",
            ParameterForm.Table => "ParameterTable",
            _ => "ParameterVector",
        },
        ValueKind.Vector => Names.Services + "ParameterVector",
        _ => $"{Names.Services}Tensor<float>",
    };

    private string Binding(Value value)
    {
        string index = Names.Text(value.Index);
        string extents = $"rows: {Names.Text(value.Stored.Rows)}, columns: {Names.Text(value.Stored.Last)}";
        string parameter = value.Form.ToString();
        return value.Kind switch
        {
            ValueKind.Input when value.Shape.IsIndices => $"InputIndices({index})",
            ValueKind.OutputGradient => $"OutputGradient({index}{(value.Source is null ? "" : ", " + extents)})",
            ValueKind.Input => $"Input({index}{(value.Source is null ? "" : ", " + extents)})",
            ValueKind.TargetIndices => $"TargetIndices({index})",
            ValueKind.TargetValues => $"TargetValues({index})",
            ValueKind.Loss => $"Loss({index})",
            ValueKind.Parameter => $"{parameter}({index})",
            ValueKind.ParameterGradient => $"{parameter}Gradient({index})",
            ValueKind.Vector => $"WorkspaceVector(offset: {Names.Text(_memory.VectorOffsets[value])}, length: {Names.Text(value.Shape.Last)})",
            ValueKind.Mask => $"WorkspaceMask(offset: {Names.Text(_memory.Offsets[value.Storage])}, {extents})",
            _ => $"Workspace(offset: {Names.Text(_memory.Offsets[value.Storage])}, {extents})",
        };
    }
}
