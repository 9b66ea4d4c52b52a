using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Passes;

namespace GraphGen.Generator.Emit;

/// <summary>The passes of a session as methods: calls of kernels, and of strips of them.</summary>
internal sealed class PassEmitter
{
    /// <summary>Calls in one emitted method at most: over 60,000 bytes of IL the JIT stops optimising.</summary>
    private const int CallsPerMethod = 200;

    private readonly SourceWriter _writer;
    private readonly CompiledProgram _compiled;

    public PassEmitter(SourceWriter writer, CompiledProgram compiled)
    {
        _writer = writer;
        _compiled = compiled;
    }

    private ImmutableArray<Strip> Strips => _compiled.Strips;

    /// <summary>A pass of inference whose first stages hang on parameters alone: they are a pass of their own, for when parameters have changed.</summary>
    /// <param name="name">The method's name.</param>
    /// <param name="summary">From where to where it goes.</param>
    /// <param name="operations">The calls, from the first stage on.</param>
    public void PreparedPass(string name, string summary, ImmutableArray<Operation> operations)
    {
        int preparations = operations.TakeWhile(operation => operation.IsPreparation).Count();
        if (preparations > 0)
        {
            Pass("PreparePass", "What hangs on parameters alone.", [.. operations.Take(preparations)], 0);
            _writer.Line();
        }

        Pass(name, summary, [.. operations.Skip(preparations)], preparations, preparations > 0 ? "if (MustPrepare)\n    PreparePass(ref w);" : null);
    }

    /// <summary>A pass as one method, or as several of bounded size that the first one calls.</summary>
    /// <param name="name">The method's name.</param>
    /// <param name="summary">From where to where it goes.</param>
    /// <param name="operations">The calls.</param>
    /// <param name="firstStage">The stage of the first.</param>
    /// <param name="beginning">Statements before the calls.</param>
    public void Pass(string name, string summary, ImmutableArray<Operation> operations, int firstStage, string? beginning = null)
    {
        List<Action> calls = [];
        for (int i = 0; i < operations.Length; i++)
        {
            int stage = firstStage + i, strip = Strips.ToList().FindIndex(strip => strip.First == stage);
            Operation operation = operations[i];
            if (strip < 0)
            {
                calls.Add(() => Call(operation, stage, []));
                continue;
            }

            calls.Add(() => StripCall(strip));
            i += Strips[strip].Last - stage;
        }

        int parts = (calls.Count + CallsPerMethod - 1) / CallsPerMethod;
        _writer.Line("/// <inheritdoc/>");
        _writer.Block($"protected override void {name}(ref {Names.Services}Worker w)", () =>
        {
            _writer.Line($"// {summary}");
            foreach (string line in beginning?.Split('\n') ?? [])
                _writer.Line(line);
            if (parts <= 1)
                calls.ForEach(call => call());
            for (int i = 0; parts > 1 && i < parts; i++)
                _writer.Line($"{name}Part{Names.Text(i + 1)}(ref w);");
        });
        for (int i = 0; parts > 1 && i < parts; i++)
        {
            _writer.Line();
            _writer.Block(
                $"private void {name}Part{Names.Text(i + 1)}(ref {Names.Services}Worker w)",
                () => calls.Skip(i * CallsPerMethod).Take(CallsPerMethod).ToList().ForEach(call => call()));
        }
    }

    /// <summary>The methods of the stages that run over a few samples at a time.</summary>
    public void StripMethods()
    {
        if (Strips.IsEmpty)
            return;
        ImmutableArray<Operation> operations = _compiled.Program.Operations;
        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        _writer.Block($"protected override void StripPass(ref {Names.Services}Worker w, int strip)", () => _writer.Block("switch (strip)", () =>
        {
            for (int i = 0; i < Strips.Length; i++)
            {
                _writer.Line($"case {Names.Text(i)}:");
                _writer.Indented(() =>
                {
                    _writer.Line($"Strip{Names.Text(i)}(ref w);");
                    _writer.Line("break;");
                });
            }
        }));
        for (int i = 0; i < Strips.Length; i++)
        {
            Strip strip = Strips[i];
            _writer.Line();
            _writer.Block($"private void Strip{Names.Text(i)}(ref {Names.Services}Worker w)", () =>
            {
                for (int stage = strip.First; stage <= strip.Last; stage++)
                {
                    if (stage > strip.First)
                        Barrier(stage);
                    Call(operations[stage], stage, strip.Locals, waits: false);
                }
            });
        }
    }

    private void StripCall(int strip)
    {
        var (first, last, _, _) = Strips[strip];
        Barrier(first);
        _writer.Line("// Some samples at a time, so that what one stage leaves is near for the next:");
        foreach (Operation operation in _compiled.Program.Operations.Skip(first).Take(last - first + 1))
            _writer.Line($"// {operation.Title}");
        _writer.Line($"RunStrip(ref w, {Names.Text(strip)});");
    }

    private void Call(Operation operation, int stage, ImmutableHashSet<Value> locals, bool waits = true)
    {
        if (waits)
            Barrier(stage);
        _writer.Line($"// {operation.Title}: {operation.Operands[0].Value?.Shape} → {operation.Result.Value!.Shape}");
        KernelCall.Write(_writer, operation, stage, locals);
    }

    private void Barrier(int stage)
    {
        int barrier = _compiled.Schedule.Barriers.IndexOf(stage);
        if (barrier >= 0)
            _writer.Line($"w.Sync({Names.Text(barrier)});");
    }
}
