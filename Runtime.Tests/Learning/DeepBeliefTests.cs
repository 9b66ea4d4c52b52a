using DeepBelief;
using GraphGen.Data;
using Shared;

namespace GraphGen.Tests.Learning;

/// <summary>The sample DeepBelief: contrastive divergence out of backward passes, and what it is good for.</summary>
public class DeepBeliefTests
{
    private const int Visible = Digits.Pixels;
    private const int Hidden = PixelMachine.Hidden;

    /// <summary>One step against the rule in plain loops: ΔW = ⟨h·vᵀ⟩ true - own, and so the biases of both sides.</summary>
    [Fact]
    public void AStepIsThatOfContrastiveDivergence()
    {
        const int count = 3;
        PixelMachine network = new(seed: 1);
        PixelView view = new();
        float[] weight = Values(network, 0), hiddenBias = Values(network, 1), visibleBias = Values(view, 0);
        float[] pictures = new float[count * Visible];
        DrawnDigits.Draw(seed: 1, first: 0, count).Fill(0, count, pictures, []);
        using Machine machine = new(
            network.CreateTraining(count, new Sgd(1f)), view.CreateTraining(count, new Sgd(Visible)), seed: 5);
        pictures.CopyTo(machine.Pictures.Values);
        float error = machine.Learn(count);

        Random random = new(5);
        double[] weightStep = new double[weight.Length], hiddenStep = new double[Hidden], visibleStep = new double[Visible];
        double expectedError = 0;
        for (int sample = 0; sample < count; sample++)
        {
            double[] v = [.. pictures.AsSpan(sample * Visible, Visible).ToArray().Select(pixel => (double)pixel)];
            double[] h = [.. Up(v).Select(p => random.NextSingle() < p ? 1.0 : 0.0)];
            double[] own = [.. Enumerable.Range(0, Visible).Select(i => Sigmoid(visibleBias[i] + Enumerable.Range(0, Hidden).Sum(j => h[j] * weight[j * Visible + i])))];
            double[] ownHidden = Up(own);
            for (int j = 0; j < Hidden; j++)
            {
                hiddenStep[j] += (h[j] - ownHidden[j]) / count;
                for (int i = 0; i < Visible; i++)
                    weightStep[j * Visible + i] += (h[j] * v[i] - ownHidden[j] * own[i]) / count;
            }

            for (int i = 0; i < Visible; i++)
            {
                visibleStep[i] += (v[i] - own[i]) / count;
                expectedError -= (v[i] * Math.Log(own[i]) + (1 - v[i]) * Math.Log(1 - own[i])) / (count * Visible);
            }
        }

        AssertStep(weight, weightStep, Values(network, 0));
        AssertStep(hiddenBias, hiddenStep, Values(network, 1));
        AssertStep(visibleBias, visibleStep, Values(view, 0));
        Assert.Equal(expectedError, error, 1e-4);

        double[] Up(double[] v) => [.. Enumerable.Range(0, Hidden).Select(j => Sigmoid(hiddenBias[j] + Enumerable.Range(0, Visible).Sum(i => v[i] * weight[j * Visible + i])))];
    }

    [Fact]
    public void WhatIsLearntWithoutLabelsHelpsWithFew()
    {
        const int epochs = 4, labels = 300, draws = 2;
        Digits digits = DrawnDigits.Make(seed: 0, training: 4000, test: 1000);
        BeliefNet machines = new();
        Dictionary<int, List<double>> errors = [];
        machines.Train(digits.Training, epochs, (machine, _, error) =>
        {
            if (!errors.TryGetValue(machine, out List<double>? ofMachine))
                errors.Add(machine, ofMachine = []);
            ofMachine.Add(error);
        });
        Assert.Equal([1, 2, 3], errors.Keys.Order());
        Assert.All(errors.Values, ofMachine =>
        {
            Assert.Equal(epochs, ofMachine.Count);
            Assert.Equal(ofMachine.OrderDescending(), ofMachine);
            Assert.InRange(ofMachine[^1] / ofMachine[0], 0, 0.9);
        });

        double scratch = 0, learnt = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            scratch += FewLabels.Accuracy(digits.Training, digits.Test, labels, draw, machines: null) / draws;
            learnt += FewLabels.Accuracy(digits.Training, digits.Test, labels, draw, machines) / draws;
        }

        Assert.True(learnt > scratch + 0.01, $"{scratch} from scratch, {learnt} from the machines");
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static float[] Values(Network network, int parameter)
    {
        float[] values = new float[network.Parameters[parameter].Count];
        network.Parameters[parameter].Read(values);
        return values;
    }

    private static void AssertStep(float[] before, double[] step, float[] after)
    {
        Assert.Contains(step, value => Math.Abs(value) > 1e-2);
        for (int i = 0; i < before.Length; i++)
            Assert.Equal(before[i] + step[i], after[i], 1e-4);
    }
}
