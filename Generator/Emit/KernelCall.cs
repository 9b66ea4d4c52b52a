using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Emit;

/// <summary>Writes an operation as the call of its kernel, with its fused epilogue and the updates behind it.</summary>
internal static class KernelCall
{
    /// <param name="writer">Where it goes.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="stage">Its stage.</param>
    /// <param name="locals">Values that have memory for some samples only.</param>
    public static void Write(SourceWriter writer, Operation operation, int stage, ImmutableHashSet<Value> locals)
    {
        string Argument(Operand operand) => KernelCall.Argument(operand, locals);
        List<string> arguments = ["ref w", Names.Text(stage), .. operation.Operands.Select(Argument)];
        string kernel = Names.Services + operation.Kernel;
        if (!operation.TakesEpilogue || operation.Epilogue.Length == 0)
        {
            if (operation.TakesEpilogue)
                arguments.Add($"{Names.Services}Epilogue.None");
            writer.Line($"{kernel}({string.Join(", ", arguments)});");
        }
        else
        {
            writer.Line($"{kernel}({string.Join(", ", arguments)},");
            writer.Indented(() => writer.Line($"{Epilogue(operation, locals)});"));
        }

        foreach (Value parameter in operation.Updates)
            writer.Line($"Update(ref w, {Names.Text(stage)}, parameter: {Names.Text(parameter.Index)});");
    }

    private static string Epilogue(Operation operation, ImmutableHashSet<Value> locals)
    {
        string epilogue = Names.Services + "Epilogue";
        string[] steps = operation.Epilogue.Select(step => $"{epilogue}.{step.Factory}({string.Join(", ", step.Operands.Select(operand => Argument(operand, locals)))})").ToArray();
        return Chain(epilogue, steps);
    }

    /// <summary>The runtime's <c>Chain</c> takes up to four links; longer chains are chains of chains.</summary>
    private static string Chain(string epilogue, IReadOnlyList<string> steps)
    {
        const int most = 4;
        if (steps.Count == 1)
            return steps[0];
        if (steps.Count > most)
            steps = [.. steps.Take(most - 1), Chain(epilogue, [.. steps.Skip(most - 1)])];
        return $"{epilogue}.Chain({string.Join(", ", steps)})";
    }

    // An op such as default(Relu) is a literal: its type lives beside the kernels.
    private static string Argument(Operand operand, ImmutableHashSet<Value> locals) => operand.Value is { } value
        ? locals.Contains(value.Storage) ? $"w.Local({Names.Field(value)})" : Names.Field(value)
        : operand.Literal!.Replace("default(", $"default({Names.Services}").Replace("new ", $"new {Names.Services}");
}
