using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>Draws the statements and results of a unit.</summary>
internal static class UnitDrawer
{
    /// <summary>Fills a unit that has its parameters' values; false if it came to nothing.</summary>
    /// <param name="sketch">The unit, whose parameters get names here.</param>
    /// <param name="statements">The number of statements.</param>
    /// <param name="accept">Asked for each statement that was drawn, with its draft: whether it stays. By default if it is right and tame.</param>
    public static bool Fill(Sketch sketch, int statements, Func<Drafted?, bool>? accept = null)
    {
        Unit unit = sketch.Unit;
        if (unit.IsChain)
        {
            if (StackDrawer.Draw(sketch, "", sketch.Inputs) is not { } stack)
                return false;
            unit.Stacks.Add(stack);
            return true;
        }

        for (int i = unit.Parameters.Count; i < sketch.Inputs.Length; i++)
            unit.Parameters.Add(new Parameter($"a{i}", sketch.Inputs[i].Shape, WantsGradient: false));
        for (int i = 0; i < sketch.Inputs.Length; i++)
        {
            sketch.Names.Add(unit.Parameters[i].Name);
            sketch.Locals[unit.Parameters[i].Name] = sketch.Inputs[i];
        }

        accept ??= drafted => drafted is { IsTame: true };
        for (int tries = 0; unit.Statements.Count < statements && tries < 5 * statements; tries++)
            TryStatement(sketch, accept);
        if (!unit.IsBlock)
            return true;
        unit.Results.Add(Result(sketch));
        unit.ResultNames.Add("");
        return sketch.Draft() is { IsTame: true };
    }

    /// <summary>Tries one more statement; if it is refused, nothing has happened.</summary>
    public static void TryStatement(Sketch sketch, Func<Drafted?, bool> accept, Func<Expression?>? draw = null)
    {
        Unit unit = sketch.Unit;
        int stacks = unit.Stacks.Count;
        Statement? statement = Statement(sketch, draw ?? (() => ExpressionDrawer.Draw(sketch)));
        if (statement is not null)
        {
            unit.Statements.Add(statement);
            Drafted? drafted = sketch.Draft();
            if (accept(drafted))
            {
                foreach (string target in drafted is null ? [] : statement.Targets)
                {
                    sketch.Names.Remove(target);
                    sketch.Names.Add(target);
                    sketch.Uses[target] = 0;
                }

                sketch.Locals = drafted?.Locals ?? sketch.Locals;
                return;
            }

            unit.Statements.RemoveAt(unit.Statements.Count - 1);
        }

        unit.Stacks.RemoveRange(stacks, unit.Stacks.Count - stacks);
    }

    /// <summary>What a block gives: mostly the last value that nothing uses, often with its first operand added where that fits.</summary>
    private static Expression Result(Sketch sketch)
    {
        string last = sketch.Names[^1];
        string first = sketch.Unit.Parameters[0].Name;
        bool fits = sketch.Locals[last].Shape.SequenceEqual(sketch.Locals[first].Shape);
        return fits && sketch.Dice.Chance(0.5) ? new Expression("Add", Expression.Local(last), Expression.Local(first)) : Expression.Local(last);
    }

    private static Statement? Statement(Sketch sketch, Func<Expression?> draw)
    {
        Dice dice = sketch.Dice;
        int count = sketch.Unit.Statements.Count;
        if (draw() is not { } value)
            return null;
        switch (dice.Pick<int>((20, 0), (2, 1), (1, 2), (1, 3)))
        {
            case 1:
                // The local takes another value.
                return new Statement([sketch.Local()], [value], Declares: false);
            case 2 when draw() is { } second:
                return new Statement([$"v{count}", $"u{count}"], [value, second], Declares: true);
            case 3 when value.Kind == "Call":
                return new Statement([], [value], Declares: false);
            default:
                return new Statement([$"v{count}"], [value], Declares: true);
        }
    }
}
