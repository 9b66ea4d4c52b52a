using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Drawing;

/// <summary>Evaluates a unit in the making on one sample: whether it is right, which shapes it has, and whether its numbers stay small.</summary>
internal static class Draft
{
    private const double Most = 40;
    private const int MostElements = 700;

    /// <summary>The values of a parameter: a function of its name.</summary>
    public static float[] Parameter(string name, int[] shape)
    {
        Dice dice = new(Hash(name));
        float scale = shape.Length == 2 ? 1.3f / MathF.Sqrt(shape[1]) : 0.4f;
        return [.. Enumerable.Range(0, shape.Aggregate(1, (product, extent) => product * extent)).Select(_ => scale * dice.Uniform())];
    }

    public static float[] Input(int seed, int count)
    {
        Dice dice = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 1.5f * dice.Uniform())];
    }

    /// <summary>One sample of an input; indices are all 0.</summary>
    public static Tensor Input(int seed, int[] shape, bool isIndices)
    {
        int count = shape.Aggregate(1, (product, extent) => product * extent);
        return Tensor.Of(shape, isIndices ? new float[count] : Input(seed, count), [], isIndices);
    }

    /// <summary>The outcome; null if it is wrong.</summary>
    public static Drafted? Of(Unit unit, Tensor[] inputs, Dictionary<string, int> sizes)
    {
        Machine machine = new((name, shape) => Tensor.Of(shape, Parameter(name, shape), []));
        try
        {
            Tensor[] results = machine.Run(unit, inputs, sizes);
            bool isTame = machine.Locals.Values.Concat(results).Concat(machine.Named.Values)
                .All(tensor => tensor.Elements <= MostElements && tensor.Values.All(value => Math.Abs(value) < Most));
            return new Drafted(results, machine.Locals, isTame);
        }
        catch (InvalidNetworkException)
        {
            return null;
        }
    }

    private static int Hash(string name) => name.Aggregate(17, (hash, character) => unchecked(hash * 31 + character));
}

/// <param name="Results">What the unit gives.</param>
/// <param name="Locals">What its locals hold in the end.</param>
/// <param name="IsTame">Whether all are of moderate size.</param>
internal sealed record Drafted(Tensor[] Results, Dictionary<string, Tensor> Locals, bool IsTame);
