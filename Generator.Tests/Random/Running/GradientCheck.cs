using Generator.Tests.RandomStacks.Drawing;
using Generator.Tests.RandomStacks.Model;
using Generator.Tests.RandomStacks.Reference;
using GraphGen;

namespace Generator.Tests.RandomStacks.Running;

/// <summary>
/// Compares losses and gradients with the reference. A gradient is compared along random directions: a wrong element shows as soon
/// as it is wrong by a few ten-thousandths of the whole.
/// </summary>
internal sealed class GradientCheck(Unit unit, TrainingSession session, List<string> faults, Counts counts)
{
    private const double Tolerance = 1e-4;

    public void Losses(Sample sample, DropoutMask masks, float loss)
    {
        Evaluation expected = Evaluation.Of(unit, sample, masks: masks);
        if (!expected.LossNames.SequenceEqual(session.LastLosses.Keys))
            faults.Add($"losses: {string.Join(", ", session.LastLosses.Keys)}, but they are {string.Join(", ", expected.LossNames)}");
        double[] rounded = Evaluation.Of(unit, sample, masks: masks, rounds: true).Losses;
        float[] actual = [.. session.LastLosses.Values];
        for (int i = 0; i < actual.Length; i++)
        {
            if (!(Math.Abs(actual[i] - expected.Losses[i]) <= 2e-5 * (1 + Math.Abs(expected.Losses[i])) + 30 * Math.Abs(rounded[i] - expected.Losses[i])))
                faults.Add($"loss {i}: {actual[i]}, but it is {expected.Losses[i]}");
        }

        if (!(Math.Abs(loss - expected.Loss) <= 3e-5 * (1 + Math.Abs(expected.Loss)) + 30 * rounded.Zip(expected.Losses, (a, b) => Math.Abs(a - b)).Sum()))
            faults.Add($"total loss: {loss}, but it is {expected.Loss}");
    }

    /// <summary>All gradients of the last backward pass.</summary>
    public void Gradients(Sample sample, DropoutMask masks, bool fromOutputs)
    {
        int nonzero = 0;
        Evaluation still = Evaluation.Of(unit, sample, masks: masks);
        foreach (var (name, (shape, isTrainable)) in still.Parameters)
        {
            float[] gradient = new float[shape.Aggregate(1, (product, extent) => product * extent)];
            session.ReadGradient(name, gradient);
            nonzero += gradient.Count(value => value != 0);
            if (isTrainable)
                Check(sample, masks, fromOutputs, name, gradient);
            else if (gradient.Any(value => value != 0))
                faults.Add($"{name} is frozen, but has a gradient");
        }

        int stored = 0;
        foreach (float value in session.Gradients)
            stored += value != 0 ? 1 : 0;
        if (stored != nonzero)
            faults.Add($"The padding of gradients holds {stored - nonzero} elements that are not zero");
        for (int i = 0; i < unit.Parameters.Count; i++)
        {
            if (unit.Parameters[i].WantsGradient)
                Check(sample, masks, fromOutputs, $"~{i}", Sessions.InputGradient(session, unit, i, sample) ?? new float[sample.Inputs[i].Length]);
        }
    }

    private void Check(Sample sample, DropoutMask masks, bool fromOutputs, string along, float[] gradient)
    {
        Dice dice = new(along.Length + gradient.Length);
        float[] direction = [.. gradient.Select(_ => dice.Chance(0.5) ? 1f : -1f)];
        Evaluation expected = Evaluation.Of(unit, sample, along, direction, masks);
        if (expected.IsNearKink)
        {
            counts.CountKink();
            return;
        }

        counts.CountSlope();
        double actual = 0, squares = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            actual += (double)gradient[i] * direction[i];
            squares += (double)gradient[i] * gradient[i];
        }

        double slope = fromOutputs ? expected.OutputSlope : expected.Slope;
        double tolerance = Tolerance * (Math.Sqrt(squares) + Math.Abs(slope)) + 2e-6 * (1 + Math.Abs(expected.Loss));
        if (Math.Abs(actual - slope) <= tolerance)
            return;
        counts.CountRounded();
        Evaluation rounded = Evaluation.Of(unit, sample, along, direction, masks, rounds: true);
        double noise = Math.Abs(slope - (fromOutputs ? rounded.OutputSlope : rounded.Slope));
        if (!(Math.Abs(actual - slope) <= tolerance + 30 * noise))
            faults.Add($"gradient of {along} from {(fromOutputs ? "outputs" : "losses")}: along a direction {actual}, but it is {slope} (tolerance {tolerance}, rounding {noise})");
    }
}
