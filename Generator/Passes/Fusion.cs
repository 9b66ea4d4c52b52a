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
public static class Fusion
{
    public static Program Run(Program program)
    {
        HashSet<Value> kept = new(program.Kept);
        List<Operation> operations = program.Operations.ToList();
        // The three keep apart: a session may run them by themselves, or leave the link out.
        int forward = Fuse(operations, 0, program.Forward.Length, kept);
        int link = forward + program.Link.Length;
        int end = link + Fuse(operations, link, operations.Count - link, kept);
        return program with
        {
            Forward = operations.Take(forward).ToImmutableArray(),
            Link = operations.Skip(forward).Take(link - forward).ToImmutableArray(),
            Backward = operations.Skip(link).Take(end - link).ToImmutableArray(),
        };
    }

    /// <summary>Fuses within a range, and gives the number of operations left in it.</summary>
    private static int Fuse(List<Operation> operations, int start, int count, HashSet<Value> kept)
    {
        for (int i = start; i < start + count; i++)
        {
            Operation consumer = operations[i];
            if (consumer.Kernel != Operation.Elementwise)
                continue;
            Value between = consumer.Operands[0].Value!;
            int producer = operations.FindIndex(start, i - start, operation => operation.TakesEpilogue && operation.Result.Value == between);
            if (producer < 0 || !ReadsOnlyWhatIsReady(operations, producer, i))
                continue;
            bool isReadElsewhere = kept.Contains(between.Storage)
                || consumer.Epilogue.SelectMany(step => step.Operands).Any(operand => operand.Value?.Storage == between)
                || operations.Where((_, j) => j != i && j != producer).Any(operation => operation.Accesses.Any(access => access.Value!.Storage == between));
            operations[producer] = Merge(operations[producer], consumer, between, isReadElsewhere);
            operations.RemoveAt(i);
            count--;
            i = start - 1;
        }

        return count;
    }

    /// <summary>Whether all that the consumer reads beside the value in between was written before the producer runs.</summary>
    private static bool ReadsOnlyWhatIsReady(List<Operation> operations, int producer, int consumer)
    {
        HashSet<Value> late = new(operations.Skip(producer + 1).Take(consumer - producer - 1)
            .SelectMany(operation => operation.Accesses)
            .Where(access => access.Writes)
            .Select(access => access.Value!.Storage));
        return !operations[consumer].Accesses.Any(access => !access.Writes && late.Contains(access.Value!.Storage));
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
            Operands = producer.Operands.Select(operand => operand.Writes ? result : operand).ToImmutableArray(),
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
        return names.EndsWith(layer, System.StringComparison.Ordinal) ? producer : $"{names}, {layer}{producer.Substring(end)}";
    }
}
