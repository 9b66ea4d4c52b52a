using System.Globalization;
using System.Text;

namespace Generator.Tests.RandomStacks.Model;

/// <summary>Units as C#.</summary>
internal static class SourceText
{
    /// <summary>The network and its blocks, without usings.</summary>
    public static string Of(Unit network)
    {
        StringBuilder text = new();
        foreach (Unit block in network.Blocks)
            Write(text, block);
        Write(text, network);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Unit unit)
    {
        text.Append(unit.IsBlock ? "[Block]\n" : "[Network]\n");
        if (unit.IsChain)
        {
            if (!unit.IsBlock)
                text.Append(Input(unit.Parameters[0])).Append('\n');
            Attributes(text, unit.Stacks[0], "");
        }

        text.Append($"public sealed partial class {unit.Name}\n{{\n");
        foreach (var (name, value) in unit.Sizes)
            text.Append($"    [Size] private const int {name} = {value.Text};\n");
        if (!unit.IsChain)
        {
            foreach (Stack stack in unit.Stacks)
            {
                Attributes(text, stack, "    ");
                text.Append($"    private static partial Node {stack.Name}({string.Join(", ", stack.Parameters.Select(name => "Node " + name))});\n");
            }

            Graph(text, unit);
        }

        text.Append("}\n\n");
    }

    private static void Attributes(StringBuilder text, Stack stack, string indent)
    {
        int next = 0;
        foreach (int count in stack.Lists.Append(int.MaxValue))
        {
            string[] layers = [.. stack.Layers.Skip(next).Take(count).Select(Of)];
            next += layers.Length;
            if (layers.Length > 0)
                text.Append($"{indent}[{string.Join(", ", layers)}]\n");
        }
    }

    private static string Input(Parameter input) =>
        $"[Input({string.Join(", ", input.Shape)}{(input.WantsGradient ? ", Gradient = true" : "")}{(input.IsIndices ? ", Type = InputType.Int32" : "")})]";

    private static string Of(StackLayer layer)
    {
        List<string> arguments = [.. layer.Extents.Select(extent => extent.Text)];
        string kind = layer.Block is { } block ? $"Block<{block.Name}>" : layer.TypeArgument.Length > 0 ? $"{layer.Kind}<{layer.TypeArgument}>" : layer.Kind;
        if (layer.Number is { } number)
            arguments.Add((layer.Kind switch { "Huber" => "Delta = ", "BinaryCrossEntropy" => "PositiveWeight = ", _ => "" }) + Extent.Literal(number));
        arguments.AddRange(layer.Window.Arguments);
        if (!layer.HasBias)
            arguments.Add("Bias = false");
        if (layer.IsFrozen)
            arguments.Add("Frozen = true");
        if (layer.Flag)
            arguments.Add(layer.Kind == "Gelu" ? "Approximate = true" : "Probabilities = true");
        if (layer.Weight != 1f)
            arguments.Add($"Weight = {Extent.Literal(layer.Weight)}");
        if (layer.Smoothing != 0f)
            arguments.Add($"LabelSmoothing = {Extent.Literal(layer.Smoothing)}");
        if (layer.Repeat != 1)
            arguments.Add($"Repeat = {layer.Repeat.ToString(CultureInfo.InvariantCulture)}");
        if (layer.Name is { } name)
            arguments.Add($"Name = \"{name}\"");
        return arguments.Count == 0 ? kind : $"{kind}({string.Join(", ", arguments)})";
    }

    private static void Graph(StringBuilder text, Unit unit)
    {
        string type = unit.Results.Count == 1
            ? "Node"
            : $"({string.Join(", ", unit.ResultNames.Select(name => name.Length == 0 ? "Node" : "Node " + name))})";
        string parameters = string.Join(", ", unit.Parameters.Select(parameter => $"{(unit.IsBlock ? "" : Input(parameter) + " ")}Node {parameter.Name}"));
        text.Append($"    static {type} Graph({parameters})\n    {{\n");
        foreach (Statement statement in unit.Statements)
            text.Append("        ").Append(Of(statement)).Append(";\n");
        text.Append($"        return {Tuple(unit.Results)};\n    }}\n");
    }

    private static string Of(Statement statement)
    {
        if (statement.Targets.Length == 0)
            return Of(statement.Values[0]);
        string values = Tuple(statement.Values);
        string targets = statement.Targets.Length == 1 ? statement.Targets[0] : $"({string.Join(", ", statement.Targets)})";
        return $"{(statement.Declares ? "var " : "")}{targets} = {values}";
    }

    private static string Tuple(IReadOnlyList<Expression> values) =>
        values.Count == 1 ? Of(values[0]) : $"({string.Join(", ", values.Select(Of))})";

    private static string Of(Expression expression)
    {
        string[] operands = [.. expression.Operands.Select(Of)];
        string[] numbers = [.. expression.Numbers.Select(number => number.Text)];
        switch (expression.Kind)
        {
            case "Local":
                return expression.Name;
            case "Add" or "Subtract" or "Multiply":
                return $"({operands[0]} {Symbol(expression.Kind)} {operands[1]})";
            case "AddNumber" or "SubtractNumber" or "MultiplyNumber":
                return $"({operands[0]} {Symbol(expression.Kind)} {Factor(numbers[0])})";
            case "NumberAdd" or "NumberSubtract" or "NumberMultiply":
                return $"({Factor(numbers[0])} {Symbol(expression.Kind)} {operands[0]})";
            case "Negate":
                return $"(-{operands[0]})";
            case "Call":
                return $"{expression.Stack!.Name}({Arguments(expression, operands, expression.Stack.Parameters)})";
            case "MatMul":
                return $"Node.MatMul({Arguments(expression, operands, ["left", "right"])})";
            case "Slice":
                return $"Node.Slice({Arguments(expression, [.. operands, .. numbers], ["value", "start", "length", "axis"])})";
            case "Transpose":
                return $"Node.Transpose({Arguments(expression, [.. operands, .. numbers], ["value", "first", "second"])})";
            case "Sum" or "Mean" or "Max":
                return $"Node.{expression.Kind}({Arguments(expression, [.. operands, .. numbers], ["value", "axis"])})";
            case "Concat":
                return expression.IsReversed ? $"Node.Concat([{string.Join(", ", operands)}])" : $"Node.Concat({string.Join(", ", operands)})";
            case "Pointwise":
                return $"{operands[0]}.Pointwise<{expression.Name}>()";
            default:
                return $"{operands[0]}.{expression.Kind}({string.Join(", ", numbers)})";
        }
    }

    private static string Symbol(string kind) => kind.Contains("Add", StringComparison.Ordinal) ? "+" : kind.Contains("Subtract", StringComparison.Ordinal) ? "-" : "*";

    private static string Factor(string number) => number.Contains(' ', StringComparison.Ordinal) && number[0] != '(' ? $"({number})" : number;

    private static string Arguments(Expression expression, string[] arguments, string[] names) => expression.IsReversed
        ? string.Join(", ", arguments.Select((argument, i) => $"{names[i]}: {argument}").Reverse())
        : string.Join(", ", arguments);
}
