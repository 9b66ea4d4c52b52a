using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>Draws losses.</summary>
internal static class LossDrawer
{
    /// <summary>A loss that fits a value.</summary>
    public static StackLayer Draw(Dice dice, Tensor value)
    {
        StackLayer loss = new(dice.Pick(StackLayer.LossKinds));
        // A second link, or one class only, would be wrong: seldom is.
        if ((loss.Link is not null && loss.Link == value.Producer || loss.Link == "Softmax" && value.Last < 2) && dice.Chance(0.95))
            loss = new StackLayer("MeanSquaredError");
        if (dice.Chance(0.4))
            loss = loss with { Weight = dice.Between(1, 12) / 4f };
        return loss.Kind switch
        {
            "Huber" or "BinaryCrossEntropy" when dice.Chance(0.5) => loss with { Number = dice.Between(1, 8) / 4f },
            "SoftmaxCrossEntropy" => loss with { Flag = dice.Chance(0.4), Smoothing = dice.Chance(0.3) ? 0.125f : 0f },
            "Loss" => loss with { TypeArgument = "PseudoHuber" },
            _ => loss,
        };
    }

    /// <summary>The call of a new layer method that ends in a loss.</summary>
    public static Expression? Call(Sketch sketch, string method)
    {
        string local = sketch.Local();
        Tensor value = sketch.Locals[local];
        Stack? stack = sketch.Dice.Chance(0.6) ? StackDrawer.Draw(sketch, method, [value]) : new Stack { Name = method, Parameters = ["x"] };
        if (stack is null || (stack.Layers.Count > 0 ? StackDrawer.Evaluate(sketch, stack, [value]) : value) is not { } before)
            return null;
        stack.Layers.Add(Draw(sketch.Dice, before));
        sketch.Unit.Stacks.Add(stack);
        return new Expression("Call", ExpressionDrawer.Use(sketch, local)) { Stack = stack };
    }
}
