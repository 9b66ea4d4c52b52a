namespace GraphGen.Tests.Sessions;

/// <summary>What inference makes of parameters alone it makes again whenever they have changed, whoever changed them, and only then.</summary>
public sealed class PreparationTests
{
    private const int Elements = 16 * 6 * 6;

    private static readonly float[] s_input = [.. Enumerable.Range(0, 4 * Elements).Select(i => i * 37 % 101 / 50f - 1f)];

    [Fact]
    public void AfterSteps() => Check((network, session) => session.Step(s_input, [0, 1, 2, 1]));

    [Fact]
    public void AfterForwardPassesThatMoveRunningStatistics() => Check((network, session) => session.Forward(s_input));

    [Fact]
    public void AfterWriting() => Check((network, _) =>
    {
        Parameter weight = network.Parameters[0];
        float[] values = new float[weight.Count];
        weight.Read(values);
        weight.Write([.. values.Select(value => value * 1.5f + 0.01f)]);
    });

    [Fact]
    public void AfterWritingBuffers() => Check((network, _) =>
    {
        Parameter mean = network.Buffers[0];
        mean.Write([.. Enumerable.Range(0, mean.Count).Select(i => i / 8f)]);
    });

    [Fact]
    public void AfterCopying() => Check((network, _) => new Prepared(seed: 99).CopyTo(network));

    [Fact]
    public void AfterLoading() => Check((network, _) =>
    {
        using MemoryStream file = new();
        new Prepared(seed: 98).Save(file);
        file.Position = 0;
        network.Load(file);
    });

    /// <summary>A session that has run before gives, after a change, what a new one gives.</summary>
    private static void Check(Action<Prepared, Prepared.Training> change)
    {
        foreach (int threads in (int[])[1, 2])
        {
            Prepared network = new(seed: 5);
            using var training = network.CreateTraining(batchSize: 4, new Sgd(0.1f), threads: 1);
            using var old = network.CreateInference(batchSize: 4, threads, logits: true);
            for (int time = 0; time < 3; time++)
            {
                float[] before = Run(old), again = Run(old);
                Assert.Equal(before, again);
                change(network, training);
                using var anew = network.CreateInference(batchSize: 4, threads: 1, logits: true);
                float[] after = Run(old);
                Assert.Equal(Run(anew), after);
                if (time == 0)
                    Assert.NotEqual(before, after);
            }
        }
    }

    private static float[] Run(Prepared.Inference session)
    {
        float[] output = new float[4 * 3];
        session.Run(s_input, output);
        return output;
    }
}

/// <summary>A network whose inference has something to prepare: batch normalisation, and a convolution that saves multiplications.</summary>
[Network]
[Input(16, 6, 6)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu]
[Conv2D(16, 3), BatchNorm]
[Flatten, Dense(3), SoftmaxCrossEntropy]
internal sealed partial class Prepared;
