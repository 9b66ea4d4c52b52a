using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;

namespace Generator.Tests.RandomStacks.Running;

/// <summary>What the reference says of a call: losses, outputs, named values, and how they change along a direction.</summary>
internal sealed class Evaluation
{
    /// <summary>The mean losses in order, without weights.</summary>
    public required double[] Losses { get; init; }

    /// <summary>The weighted total.</summary>
    public double Loss { get; set; }

    /// <summary>Its derivative.</summary>
    public double Slope { get; set; }

    /// <summary>The derivative of Σ outputs·gradients given by the caller.</summary>
    public double OutputSlope { get; set; }

    public required double[][] Outputs { get; init; }

    /// <summary>The outputs behind the link of their loss.</summary>
    public required double[][] Linked { get; init; }

    public Dictionary<string, double[]> Named { get; } = [];

    public bool IsNearKink { get; set; }

    public Dictionary<string, (int[] Shape, bool IsTrainable)> Parameters { get; set; } = [];

    public string[] LossNames { get; set; } = [];

    /// <param name="network">The network.</param>
    /// <param name="sample">Inputs and targets.</param>
    /// <param name="along">The name of the parameter, or "~i" for input i, that changes; null for none.</param>
    /// <param name="direction">How it changes.</param>
    /// <param name="masks">What keys dropout in the first sample; null in inference.</param>
    /// <param name="rounds">Whether every result is rounded to single precision.</param>
    public static Evaluation Of(Unit network, Sample sample, string? along = null, float[]? direction = null, DropoutMask? masks = null, bool rounds = false)
    {
        Evaluation? all = null;
        for (int i = 0; i < sample.Count; i++)
        {
            Machine machine = new((name, shape) => Tensor.Of(shape, Drawing.Draft.Parameter(name, shape), name == along ? direction : []))
            {
                Rounds = rounds,
                Dropout = masks is null ? null : masks with { Sample = masks.Sample + i },
            };
            int number = i;
            Tensor[] outputs = machine.Run(network, [.. network.Parameters.Select((_, j) => sample.Input(network, j, number, along == $"~{j}" ? direction : null))]);
            all ??= new Evaluation
            {
                Losses = new double[machine.Losses.Count],
                Outputs = [.. outputs.Select(output => new double[sample.Count * output.Elements])],
                Linked = [.. outputs.Select(output => new double[sample.Count * output.Elements])],
                Parameters = machine.Parameters,
                LossNames = [.. machine.Losses.Select(loss => loss.Name)],
            };
            all.Add(machine, outputs, sample, i);
        }

        return all!;
    }

    private void Add(Machine machine, Tensor[] outputs, Sample sample, int number)
    {
        for (int i = 0; i < Losses.Length; i++)
        {
            var (_, layer, value) = machine.Losses[i];
            var (loss, slope) = Layers.Loss(layer, value, sample.Target(i, number), machine.Kinks);
            Losses[i] += loss / sample.Count;
            Loss += layer.Weight * loss / sample.Count;
            Slope += layer.Weight * slope / sample.Count;
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            int start = number * outputs[i].Elements;
            outputs[i].Values.CopyTo(Outputs[i], start);
            Link(machine, outputs[i]).Values.CopyTo(Linked[i], start);
            for (int j = 0; j < outputs[i].Elements; j++)
                OutputSlope += outputs[i].Slopes[j] * sample.OutputGradients[i][start + j];
        }

        foreach (var (name, tensor) in machine.Named)
        {
            if (!Named.TryGetValue(name, out double[]? values))
                Named.Add(name, values = new double[sample.Count * tensor.Elements]);
            tensor.Values.CopyTo(values, number * tensor.Elements);
        }

        IsNearKink |= machine.Kinks.IsNear;
    }

    /// <summary>What the loss that an output ends in makes of it in inference.</summary>
    private static Tensor Link(Machine machine, Tensor output) => output.Loss < 0 ? output : machine.Losses[output.Loss].Layer.Link switch
    {
        "Softmax" => Layers.Softmax(output),
        "Sigmoid" => Layers.Activation(output, "Sigmoid", null, flag: false, machine.Kinks),
        _ => output,
    };
}
