using Generator.Tests.RandomStacks.Drawing;
using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Running;

/// <summary>Inputs and targets of a call: the same numbers for a session's ports and for the reference.</summary>
internal sealed class Sample
{
    /// <param name="network">The network.</param>
    /// <param name="seed">What decides on the numbers.</param>
    /// <param name="count">The number of samples.</param>
    public Sample(Unit network, int seed, int count)
    {
        Count = count;
        Machine machine = new((name, shape) => Tensor.Of(shape, Draft.Parameter(name, shape), []));
        Tensor[] inputs = [.. network.Parameters.Select((input, i) => Draft.Input(seed + i, input.Shape, input.IsIndices))];
        Tensor[] results = machine.Run(network, inputs);
        Inputs = [.. inputs.Select((input, i) => input.Limit is { } limit
            ? Indices(new Dice(seed + i), limit.Most, count * input.Elements)
            : Draft.Input(seed + i, count * input.Elements))];
        Targets = [.. machine.Losses.Select((loss, i) => Target(loss.Layer, loss.Value, count, new Dice(seed + 50 + i)))];
        OutputGradients = [.. results.Select((result, i) => Draft.Input(seed + 80 + i, count * result.Elements))];
    }

    public int Count { get; }

    /// <summary>The inputs; indices as numbers.</summary>
    public float[][] Inputs { get; }

    /// <summary>The target of each loss; class indices as numbers.</summary>
    public float[][] Targets { get; }

    /// <summary>A gradient for each output.</summary>
    public float[][] OutputGradients { get; }

    /// <summary>The input of one sample, with the direction in which it changes or none.</summary>
    public Tensor Input(Unit network, int input, int sample, float[]? direction)
    {
        int[] shape = network.Parameters[input].Shape;
        int elements = Elements(shape);
        return Tensor.Of(shape, Inputs[input].AsSpan(sample * elements, elements), direction is null ? [] : direction.AsSpan(sample * elements, elements), network.Parameters[input].IsIndices);
    }

    /// <summary>The target of one sample.</summary>
    public double[] Target(int loss, int sample)
    {
        int elements = Targets[loss].Length / Count;
        return [.. Targets[loss].Skip(sample * elements).Take(elements).Select(value => (double)value)];
    }

    private static float[] Indices(Dice dice, int limit, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)dice.Below(Math.Min(limit, 1000)))];

    private static int Elements(int[] shape) => shape.Aggregate(1, (product, extent) => product * extent);

    private static float[] Target(StackLayer loss, Tensor value, int count, Dice dice)
    {
        if (loss.Kind == "SoftmaxCrossEntropy" && !loss.Flag)
            return Indices(dice, value.Last, count * value.Rows);
        float[] target = new float[count * value.Elements];
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = loss.Kind switch
            {
                "Hinge" => dice.Chance(0.5) ? 1f : -1f,
                "BinaryCrossEntropy" => dice.Chance(0.5) ? dice.Below(2) : 0.5f + 0.5f * dice.Uniform(),
                "SoftmaxCrossEntropy" or "KLDivergence" => dice.Chance(0.1) ? 0f : 1.01f + dice.Uniform(),
                _ => 1.5f * dice.Uniform(),
            };
        }

        for (int row = 0; loss.Link == "Softmax" && row < target.Length; row += value.Last)
        {
            Span<float> one = target.AsSpan(row, value.Last);
            one[0] += 0.01f;
            float sum = 0;
            foreach (float share in one)
                sum += share;
            foreach (ref float share in one)
                share /= sum;
        }

        return target;
    }
}
