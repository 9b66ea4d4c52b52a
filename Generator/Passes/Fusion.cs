using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Dissolves elementwise operations into the epilogue of the operation that produces their input: the work is then done
/// while the producer's result lies in the first-level cache. If somebody else reads the value in between, the epilogue
/// stores it on its way.
/// </summary>
public sealed class Fusion
{
    /// <summary>The operations by their first places; null where one was dissolved.</summary>
    private readonly Operation?[] _operations;
    private readonly HashSet<Value> _kept;

    /// <summary>How many operations touch each value.</summary>
    private readonly Dictionary<Value, int> _touches = [];

    private Fusion(Program program)
    {
        _operations = [.. program.Operations];
        _kept = new(program.Kept);
        foreach (Operation? operation in _operations)
            Touch(operation!, 1);
    }

    public static Program Run(Program program)
    {
        Fusion fusion = new(program);
        // The three keep apart: a session may run them by themselves, or leave the link out.
        int link = program.Forward.Length, backward = link + program.Link.Length;
        fusion.Fuse(0, link);
        fusion.Fuse(backward, fusion._operations.Length);
        return program with { Forward = fusion.Left(0, link), Backward = fusion.Left(backward, fusion._operations.Length) };
    }

    private ImmutableArray<Operation> Left(int start, int end) =>
        _operations.Skip(start).Take(end - start).Where(operation => operation is not null).Select(operation => operation!).ToImmutableArray();

    /// <summary>Goes once through a range: what a dissolved operation leaves behind opens no way for one that stands before it.</summary>
    private void Fuse(int start, int end)
    {
        Dictionary<Value, int> producers = [], writers = [];
        for (int i = start; i < end; i++)
            Enter(Dissolve(i, producers, writers) ?? i, producers, writers);
    }

    /// <summary>Dissolves an operation if it can be; gives the place of the one that it is a part of now.</summary>
    private int? Dissolve(int place, Dictionary<Value, int> producers, Dictionary<Value, int> writers)
    {
        Operation consumer = _operations[place]!;
        if (consumer.Kernel != Operation.Elementwise)
            return null;
        Value between = consumer.Operands[0].Value!;
        if (!producers.TryGetValue(between, out int producer) || !ReadsOnlyWhatIsReady(consumer, producer, writers))
            return null;
        Merge(producer, place, between);
        producers.Remove(between);
        return producer;
    }

    /// <summary>Notes what an operation produces and writes, for those behind it.</summary>
    private void Enter(int place, Dictionary<Value, int> producers, Dictionary<Value, int> writers)
    {
        Operation operation = _operations[place]!;
        if (operation.TakesEpilogue)
            producers[operation.Result.Value!] = place;
        foreach (Operand access in operation.Accesses)
        {
            if (access.Writes)
                writers[access.Value!.Storage] = writers.TryGetValue(access.Value.Storage, out int last) ? Math.Max(last, place) : place;
        }
    }

    /// <summary>Whether all that the consumer reads beside the value in between was written before the producer runs.</summary>
    private static bool ReadsOnlyWhatIsReady(Operation consumer, int producer, Dictionary<Value, int> writers) =>
        !consumer.Accesses.Any(access => !access.Writes && writers.TryGetValue(access.Value!.Storage, out int last) && last > producer);

    private void Merge(int producer, int consumer, Value between)
    {
        Operation first = _operations[producer]!, second = _operations[consumer]!;
        Touch(first, -1);
        Touch(second, -1);
        bool isReadElsewhere = _kept.Contains(between.Storage)
            || second.Epilogue.SelectMany(step => step.Operands).Any(operand => operand.Value?.Storage == between)
            || (_touches.TryGetValue(between, out int others) && others > 0);
        Operation merged = Merge(first, second, between, isReadElsewhere);
        Touch(merged, 1);
        _operations[producer] = merged;
        _operations[consumer] = null;
    }

    private void Touch(Operation operation, int change)
    {
        foreach (Value value in operation.Accesses.Select(access => access.Value!.Storage).Distinct())
            _touches[value] = (_touches.TryGetValue(value, out int count) ? count : 0) + change;
    }

    private static Operation Merge(Operation producer, Operation consumer, Value between, bool isReadElsewhere)
    {
        Operand result = consumer.Result;
        ImmutableArray<EpilogueStep> epilogue = producer.Epilogue;
        if (isReadElsewhere)
            epilogue = epilogue.Add(new EpilogueStep("Store", Operand.Written(between)));
        return producer with
        {
            Title = TitleOf(producer.Title, consumer.Title),
            Split = producer.Split with { FlopsPerSample = producer.Split.FlopsPerSample + consumer.Split.FlopsPerSample },
            // A kernel may leave more behind than what is mapped.
            Operands = producer.Operands.Select(operand => operand == producer.Result ? result : operand).ToImmutableArray(),
            Epilogue = epilogue.AddRange(consumer.Epilogue),
        };
    }

    /// <summary><c>dense1 forward</c> and <c>relu1 forward</c> give <c>dense1, relu1 forward</c>.</summary>
    private static string TitleOf(string producer, string consumer)
    {
        string layer = consumer.Substring(0, consumer.IndexOf(' '));
        int end = producer.IndexOf(' ');
        while (end > 0 && producer[end - 1] == ',')
            end = producer.IndexOf(' ', end + 1);
        string names = producer.Substring(0, end);
        return names.EndsWith(layer, StringComparison.Ordinal) ? producer : $"{names}, {layer}{producer.Substring(end)}";
    }
}
