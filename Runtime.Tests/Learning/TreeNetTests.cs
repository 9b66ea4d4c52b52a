using TreeNet;

namespace GraphGen.Tests.Learning;

/// <summary>The sample TreeNet: one network at every node of a tree, with a frame each.</summary>
public class TreeNetTests
{
    [Fact]
    public void CalculatesFarBetterThanWhoCannotSeeStructure()
    {
        const int steps = 2500;
        using Lesson lesson = new(seed: 1, steps);
        for (int step = 0; step < steps; step++)
            lesson.Step();

        var (tree, counts) = lesson.Examine(operations: Lesson.MostLearnt);
        Assert.InRange(tree, 0.97, 1);
        Assert.InRange(counts, 0, 0.5);
        // Longer than any that it learnt from.
        (tree, counts) = lesson.Examine(operations: 2 * Lesson.MostLearnt);
        Assert.InRange(tree, 0.9, 1);
        Assert.InRange(counts, 0, 0.5);
    }

    /// <summary>What came down from frame to frame, against differences of the loss. A digit that stands in several places is in it.</summary>
    [Fact]
    public void GradientsThroughATreeAreThoseOfTheWhole()
    {
        Expression expression = Expression.Draw(new Random(3), operations: 6);
        foreach (string name in (string[])["dense1.weight", "combine.dense1.weight", "combine.dense2.bias"])
        {
            // With a rate of 1 the update is the gradient.
            Step(expression, name, change: 0, at: 0, out float[] before, out float[] after);
            float[] gradient = [.. before.Zip(after, (b, a) => b - a)];
            foreach (int at in Enumerable.Range(0, gradient.Length).OrderByDescending(i => Math.Abs(gradient[i])).Take(8))
            {
                const float delta = 4e-3f;
                float above = Step(expression, name, delta, at, out _, out _), below = Step(expression, name, -delta, at, out _, out _);
                Assert.True(Math.Abs(gradient[at]) > 1e-3f, $"{name}: {gradient[at]}");
                Assert.Equal((above - below) / (2 * delta), gradient[at], 0.02f * Math.Abs(gradient[at]) + 2e-4f);
            }
        }
    }

    /// <summary>One step of new networks, one of whose parameters was changed in one place.</summary>
    private static float Step(Expression expression, string name, float change, int at, out float[] before, out float[] after)
    {
        Leaf leaf = new(seed: 1);
        Cell cell = new(seed: 1);
        using Calculator calculator = new(leaf, cell, new Answer(seed: 1), new Sgd(learningRate: 1f));
        Parameter parameter = leaf.Parameters.Concat(cell.Parameters).First(parameter => parameter.Name == name);
        before = new float[parameter.Count];
        after = new float[parameter.Count];
        parameter.Read(before);
        before[at] += change;
        parameter.Write(before);
        float loss = calculator.Learn([expression]);
        parameter.Read(after);
        return loss;
    }
}
