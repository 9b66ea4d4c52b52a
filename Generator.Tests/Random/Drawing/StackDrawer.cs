using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>Draws the layers of a stack for the values that it is called with.</summary>
internal static class StackDrawer
{
    private static readonly string[] s_activations = ["Sigmoid", "Tanh", "Tanh", "Softplus", "Gelu", "Silu", "Elu", "Selu", "Relu", "LeakyRelu"];

    /// <summary>A stack that fits the operands, without a loss; null if none was found.</summary>
    public static Stack? Draw(Sketch sketch, string name, Tensor[] operands)
    {
        Dice dice = sketch.Dice;
        Stack stack = new() { Name = name, Parameters = [.. operands.Select((_, i) => name.Length % 2 == 0 ? $"x{i}" : $"p{i}")] };
        Tensor[] current = operands;
        int layers = dice.Between(1, 4);
        for (int tries = 0; stack.Layers.Count < layers && tries < 12; tries++)
        {
            StackLayer? layer = current.Length > 1 ? BlockDrawer.Use(sketch, current) : Layer(sketch, current[0]);
            if (layer is null)
                continue;
            if (dice.Chance(0.04) && stack.Layers.All(other => other.Name is null))
                layer = layer with { Name = "own" };
            stack.Layers.Add(layer);
            if (Evaluate(sketch, stack, operands) is { } result)
                current = [result];
            else
                stack.Layers.RemoveAt(stack.Layers.Count - 1);
        }

        if (stack.Layers.Count == 0)
            return null;
        if (dice.Chance(0.3))
            stack.Lists.Add(dice.Between(1, stack.Layers.Count));
        return stack;
    }

    /// <summary>What a stack gives by itself; null if it does not fit.</summary>
    public static Tensor? Evaluate(Sketch sketch, Stack stack, Tensor[] operands)
    {
        Unit chain = new() { Name = "Chain", IsBlock = sketch.Unit.IsBlock, IsChain = true };
        chain.Stacks.Add(stack);
        return Draft.Of(chain, operands, sketch.Sizes) is { IsTame: true } drafted ? drafted.Results[0] : null;
    }

    public static StackLayer Activation(Dice dice)
    {
        string kind = dice.Pick(s_activations);
        float? number = kind is "LeakyRelu" or "Elu" && dice.Chance(0.5) ? dice.Between(0, 6) / 4f : null;
        return new StackLayer(kind) { Number = number, Flag = kind == "Gelu" && dice.Chance(0.4) };
    }

    private static StackLayer? Layer(Sketch sketch, Tensor x)
    {
        Dice dice = sketch.Dice;
        if (x.Limit is not null && dice.Chance(0.8))
            return new StackLayer("Embedding") { Extents = [sketch.Extent(dice.Width()), sketch.Extent(dice.Width())], IsFrozen = dice.Chance(0.1) };
        string layer = dice.Pick<string>(
            (40, "Dense"), (x.Rank is 2 or 3 ? 14 : 0.1, "Convolution"), (34, "Activation"), (4, "Softmax"), (3, "NoDropout"), (5, "Dropout"), (5, "Flatten"), (8, "Reshape"), (x.Rank == 2 ? 4 : 0.1, "MeanOverTime"), (5, "Pointwise"), (12, "Block"));
        switch (layer)
        {
            case "Dense":
                int units = dice.Chance(0.015) ? 113 + dice.Below(20) : dice.Width();
                return new StackLayer("Dense") { Extents = [sketch.Extent(units)], HasBias = dice.Chance(0.8), IsFrozen = dice.Chance(0.12) };
            case "Convolution":
                // The masks of the reference are drawn in public order.
                return sketch.AllowsDropout ? null : Convolution(sketch, x);
            case "Activation":
                return Activation(dice);
            case "NoDropout":
                return new StackLayer("Dropout") { Number = 0f };
            case "Dropout":
                return sketch.AllowsDropout ? new StackLayer("Dropout") { Number = dice.Between(1, 3) / 4f } : null;
            case "Flatten" or "MeanOverTime" or "Softmax":
                return new StackLayer(layer);
            case "Reshape":
                return new StackLayer("Reshape") { Extents = Dimensions(dice, x.Elements) };
            case "Pointwise":
                bool isPositive = x.Producer is "Softplus" or "Sigmoid" or "Softmax";
                return new StackLayer("Pointwise") { TypeArgument = isPositive && dice.Chance(0.7) ? "Reciprocal" : "Softsign" };
            default:
                return sketch.Depth < 2 ? BlockDrawer.Use(sketch, [x]) : null;
        }
    }

    private static StackLayer Convolution(Sketch sketch, Tensor x)
    {
        Dice dice = sketch.Dice;
        int channels = x.Rank == 3 ? x.Shape[0] : x.Last;
        int groups = dice.Pick<int>((6, 1), (1, 2), (1, channels));
        int filters = groups == 1 ? dice.Pick<int>((3, dice.Width()), (2, 16), (1, 32)) : groups * dice.Between(1, 3);
        int kernel = dice.Pick<int>((2, 1), (3, 2), (5, 3), (1, 5));
        return new StackLayer(x.Rank == 2 ? "Conv1D" : "Conv2D")
        {
            Extents = [sketch.Extent(filters), sketch.Extent(kernel)],
            Window = new SlidingWindow(dice.Pick<int>((6, 1), (3, 2), (1, 3)), dice.Pick<int>((4, 0), (4, 1), (1, 2)), dice.Pick<int>((8, 1), (1, 2)), groups),
            HasBias = dice.Chance(0.8),
            IsFrozen = dice.Chance(0.12),
        };
    }

    /// <summary>Extents whose product is the number of elements; one of them may be -1.</summary>
    private static Extent[] Dimensions(Dice dice, int elements)
    {
        // Whole rows of 16 on both sides become a view.
        if (elements % 16 == 0 && dice.Chance(0.5))
        {
            int last = dice.Pick(Enumerable.Range(1, elements / 16).Where(candidate => elements / 16 % candidate == 0).ToArray()) * 16;
            return [Extent.Of(elements / last), Extent.Of(last)];
        }

        List<int> extents = [];
        for (int rank = dice.Pick<int>((2, 1), (5, 2), (3, 3), (0.5, 4)); rank > 1; rank--)
        {
            int rest = elements;
            int divisor = dice.Pick(Enumerable.Range(1, rest).Where(candidate => rest % candidate == 0).ToArray());
            extents.Add(divisor);
            elements /= divisor;
        }

        extents.Insert(dice.Below(extents.Count + 1), elements);
        if (dice.Chance(0.25))
            extents[dice.Below(extents.Count)] = -1;
        return [.. extents.Select(Extent.Of)];
    }
}
