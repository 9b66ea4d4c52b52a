using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>Draws expressions over the locals of a unit. What does not fit is found by its draft.</summary>
internal static class ExpressionDrawer
{
    private static readonly string[] s_methods = ["See", "Read", "Join", "Body", "Head", "Mix", "Fold", "Gate", "Left", "Right", "Step", "Input", "Bind", "Loss", "Count", "Update"];

    /// <summary>An expression, or null.</summary>
    public static Expression? Draw(Sketch sketch, int depth = 0)
    {
        Dice dice = sketch.Dice;
        switch (dice.Pick<string>(
            (30, "Fresh"), (12, "Shared"), (24, "Binary"), (12, "Number"), (3, "Negate"), (12, "Activation"), (8, "Concat"), (7, "Slice"),
            (6, "Transpose"), (9, "Reduce"), (7, "MatMul"), (2, "Softmax"), (2, "Pointwise"), (1, "Long")))
        {
            case "Fresh":
                return Fresh(sketch);
            case "Shared":
                return Shared(sketch, depth);
            case "Binary":
                return Binary(sketch, depth);
            case "Number":
                Extent number = sketch.Sizes.Count > 0 && dice.Chance(0.4) ? SizeNumber(sketch) : Extent.Of(dice.Scalar());
                string[] kinds = ["AddNumber", "NumberAdd", "SubtractNumber", "NumberSubtract", "MultiplyNumber", "NumberMultiply"];
                return new Expression(dice.Pick(kinds), Operand(sketch, depth)) { Numbers = [number] };
            case "Negate":
                return new Expression("Negate", Operand(sketch, depth));
            case "Activation":
                StackLayer activation = StackDrawer.Activation(dice);
                return new Expression(activation.Kind, Operand(sketch, depth)) { Numbers = activation.Number is { } slope ? [Extent.Of(slope)] : [] };
            case "Concat":
                return Concat(sketch, depth);
            case "Slice":
                return Slice(sketch);
            case "Transpose":
                return Transpose(sketch);
            case "Reduce":
                string operand = sketch.Local();
                Extent[] axis = dice.Chance(0.4) ? [] : [Axis(sketch, operand)];
                return new Expression(dice.Pick<string>((3, "Sum"), (3, "Mean"), (2, "Max")), Use(sketch, operand)) { Numbers = axis, IsReversed = dice.Chance(0.1) };
            case "MatMul":
                return MatMul(sketch);
            case "Long":
                return Long(sketch);
            case "Softmax":
                return new Expression("Softmax", Operand(sketch, depth));
            default:
                string value = sketch.Local(tensor => tensor.Producer is "Softplus" or "Sigmoid" or "Softmax");
                return value.Length > 0
                    ? new Expression("Pointwise", Use(sketch, value)) { Name = "Reciprocal" }
                    : new Expression("Pointwise", Operand(sketch, depth)) { Name = "Softsign" };
        }
    }

    /// <summary>The name of a new layer method.</summary>
    public static string MethodName(Sketch sketch, string stem)
    {
        string name = stem;
        for (int i = 2; sketch.Unit.Stacks.Any(stack => string.Equals(stack.Name, name, StringComparison.OrdinalIgnoreCase)); i++)
            name = $"{stem}{i}";
        return name;
    }

    /// <summary>A local as an operand; the last one where none was found that fits.</summary>
    public static Expression Use(Sketch sketch, string local)
    {
        local = local.Length > 0 ? local : sketch.Names[^1];
        sketch.Uses[local] = sketch.Uses.GetValueOrDefault(local) + 1;
        return Expression.Local(local);
    }

    /// <summary>A local, or seldom another expression.</summary>
    private static Expression Operand(Sketch sketch, int depth) =>
        depth < 2 && sketch.Dice.Chance(0.25) && Draw(sketch, depth + 1) is { } inner ? inner : Use(sketch, sketch.Local());

    private static Expression? Fresh(Sketch sketch)
    {
        Dice dice = sketch.Dice;
        string indices = sketch.Indices();
        string[] operands = indices.Length > 0 ? [indices] : sketch.Depth < 2 && sketch.Names.Count > 1 && dice.Chance(0.15) ? [sketch.Local(), sketch.Local()] : [sketch.Local()];
        Stack? stack = StackDrawer.Draw(sketch, MethodName(sketch, dice.Pick(s_methods)), [.. operands.Select(name => sketch.Locals[name])]);
        if (stack is null)
            return null;
        sketch.Unit.Stacks.Add(stack);
        return new Expression("Call", [.. operands.Select(name => Use(sketch, name))]) { Stack = stack, IsReversed = dice.Chance(0.15) };
    }

    private static Expression? Shared(Sketch sketch, int depth)
    {
        Stack[] stacks = [.. sketch.Unit.Stacks.Where(stack => !stack.HasLoss)];
        if (stacks.Length == 0)
            return null;
        Stack stack = sketch.Dice.Pick(stacks);
        return new Expression("Call", [.. stack.Parameters.Select(_ => Operand(sketch, depth))]) { Stack = stack, IsReversed = sketch.Dice.Chance(0.15) };
    }

    /// <summary>Many elementwise functions, one of another: they become one long chain.</summary>
    private static Expression Long(Sketch sketch)
    {
        Expression chain = Use(sketch, sketch.Local());
        for (int links = sketch.Dice.Between(4, 14); links > 0; links--)
            chain = sketch.Dice.Chance(0.5) ? new Expression("Tanh", chain) : new Expression("NumberSubtract", chain) { Numbers = [Extent.Of(0.5f)] };
        return chain;
    }

    private static Expression Binary(Sketch sketch, int depth)
    {
        string first = sketch.Local();
        Tensor x = sketch.Locals[first];
        string second = sketch.Dice.Chance(0.03) ? sketch.Local() : sketch.Local(y => Fits(x, y));
        Expression left = Use(sketch, first);
        Expression right = sketch.Dice.Chance(0.15) ? Operand(sketch, depth) : Use(sketch, second);
        return sketch.Dice.Chance(0.5)
            ? new Expression(sketch.Dice.Pick(["Add", "Subtract", "Multiply"]), left, right)
            : new Expression(sketch.Dice.Pick(["Add", "Subtract", "Multiply"]), right, left);
    }

    private static bool Fits(Tensor x, Tensor y)
    {
        for (int axis = 1; axis <= Math.Min(x.Rank, y.Rank); axis++)
        {
            if (x.Shape[^axis] != y.Shape[^axis] && x.Shape[^axis] != 1 && y.Shape[^axis] != 1)
                return false;
        }

        return true;
    }

    private static Expression Concat(Sketch sketch, int depth)
    {
        string first = sketch.Local();
        Tensor x = sketch.Locals[first];
        int axis = x.Rank == 3 ? 0 : x.Rank - 1;
        List<Expression> parts = [Use(sketch, first)];
        for (int count = sketch.Dice.Between(2, 3); parts.Count < count;)
        {
            string other = sketch.Local(y => y.Rank == x.Rank && Enumerable.Range(0, x.Rank).All(i => i == axis || y.Shape[i] == x.Shape[i]));
            parts.Insert(sketch.Dice.Below(parts.Count + 1), sketch.Dice.Chance(0.05) ? Operand(sketch, depth) : Use(sketch, other));
        }

        return new Expression("Concat", [.. parts]) { IsReversed = sketch.Dice.Chance(0.2) };
    }

    private static Expression Slice(Sketch sketch)
    {
        string operand = sketch.Local();
        int[] shape = sketch.Locals[operand].Shape;
        int axis = sketch.Dice.Below(shape.Length);
        int start = sketch.Dice.Below(shape[axis]);
        int length = sketch.Dice.Between(1, shape[axis] - start) + (sketch.IsReckless ? sketch.Dice.Below(4) : 0);
        List<Extent> numbers = [Extent.Of(start), sketch.Dice.Chance(0.1) ? sketch.Extent(length) : Extent.Of(length)];
        if (axis < shape.Length - 1 || sketch.Dice.Chance(0.5))
            numbers.Add(Extent.Of(sketch.Dice.Chance(0.5) ? axis : axis - shape.Length));
        return new Expression("Slice", Use(sketch, operand)) { Numbers = [.. numbers], IsReversed = sketch.Dice.Chance(0.2) };
    }

    private static Expression? Transpose(Sketch sketch)
    {
        string operand = sketch.Local(x => x.Rank > 1);
        if (operand.Length == 0)
            return null;
        Extent[] axes = sketch.Dice.Chance(0.5) ? [] : [Axis(sketch, operand), Axis(sketch, operand)];
        return new Expression("Transpose", Use(sketch, operand)) { Numbers = axes, IsReversed = axes.Length == 2 && sketch.Dice.Chance(0.2) };
    }

    private static Expression? MatMul(Sketch sketch)
    {
        string left = sketch.Local(x => x.Rank > 1);
        if (left.Length == 0)
            return null;
        Tensor x = sketch.Locals[left];
        string right = sketch.Local(y => x.Rank > 1 && y.Rank == x.Rank && y.Shape[^2] == x.Last && y.Shape.Take(x.Rank - 2).SequenceEqual(x.Shape.Take(x.Rank - 2)));
        Expression a = Use(sketch, left);
        Expression b = right.Length > 0 && sketch.Dice.Chance(0.7) ? Use(sketch, right) : new Expression("Transpose", Use(sketch, left));
        return new Expression("MatMul", a, b) { IsReversed = sketch.Dice.Chance(0.2) };
    }

    private static Extent Axis(Sketch sketch, string operand)
    {
        int rank = sketch.Locals[operand].Rank;
        return Extent.Of(sketch.Dice.Between(-rank, rank - 1) + (sketch.IsReckless ? sketch.Dice.Below(3) : 0));
    }

    private static Extent SizeNumber(Sketch sketch)
    {
        string size = sketch.Dice.Pick(sketch.Sizes.Keys.ToArray());
        return sketch.Dice.Chance(0.7) ? Extent.Inverse(size) : Extent.Plus(size, 1);
    }
}
