using GraphGen.CompilerServices;

namespace GraphGen.Tests.Sessions;

[Network]
[Input(20), Dense(33), Relu, Dropout(0.4f), Dense(17), Tanh, Dense(3), SoftmaxCrossEntropy]
public sealed partial class Resumed;

[Network]
[Input(20), Dense(33), Relu, Dense(3), SoftmaxCrossEntropy]
public sealed partial class Otherwise;

/// <summary>Training stopped and resumed gives the same bits as training on.</summary>
public class CheckpointTests
{
    private const int Batch = 12;

    public static TheoryData<string> Optimizers => ["Sgd", "Momentum", "Adam", "AdamW", "AdaGrad", "RmsProp", "Plateau"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void ResumesBitForBitWithAnyNumberOfWorkers(string optimizer)
    {
        Resumed whole = new(seed: 7);
        using Resumed.Training training = whole.CreateTraining(Batch, Create(optimizer), threads: 1);
        Steps(training, 0, 5);
        using MemoryStream file = new();
        training.SaveCheckpoint(file);
        Steps(training, 5, 11);

        foreach (int threads in (int[])[1, 2, 3])
        {
            // Another seed: the checkpoint brings its own.
            Resumed resumed = new(seed: 99);
            using Resumed.Training second = resumed.CreateTraining(Batch, Create(optimizer), threads);
            second.PlanWith(CostModel.Free);
            file.Position = 0;
            second.LoadCheckpoint(file);
            Assert.Equal(5, second.Steps);
            Steps(second, 5, 11);
            Assert.Equal(Bits(whole), Bits(resumed));
            Assert.Equal(training.LastLoss, second.LastLoss);
            Assert.Equal(training.LearningRate, second.LearningRate);
            Assert.Equal(training.Steps, second.Steps);
            Assert.Equal(training.Samples, second.Samples);
        }
    }

    [Fact]
    public void AFileServesTheNetworkToo()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Resumed network = new(seed: 7);
            using Resumed.Training training = network.CreateTraining(Batch, new Adam(0.01f));
            Steps(training, 0, 3);
            training.SaveCheckpoint(path);
            Assert.Equal(Bits(network), Bits(Resumed.FromFile(path)));
            using Resumed.Training second = new Resumed(1).CreateTraining(Batch, new Adam(0.01f));
            second.LoadCheckpoint(path);
            Assert.Equal(3, second.Steps);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void NothingChangesWhenAnythingDoesNotFit()
    {
        Resumed network = new(seed: 7);
        using Resumed.Training training = network.CreateTraining(Batch, new Adam(0.01f));
        Steps(training, 0, 2);
        int[] before = Bits(network);

        using Otherwise.Training other = new Otherwise().CreateTraining(Batch, new Adam(0.01f));
        Refuses(training, Saved(other), "dense3.weight");
        using Resumed.Training sgd = new Resumed().CreateTraining(Batch, new Sgd(0.1f));
        Refuses(training, Saved(sgd), "optimizer/");
        using Resumed.Training adamW = new Resumed().CreateTraining(Batch, new AdamW(0.1f));
        Refuses(training, Saved(adamW), "Adam");
        using MemoryStream weights = new();
        network.Save(weights);
        Refuses(training, weights.ToArray(), "no checkpoint");

        Assert.Equal(before, Bits(network));
        Assert.Equal(2, training.Steps);
    }

    [Fact]
    public void AnotherScheduleIsTold()
    {
        using Resumed.Training constant = new Resumed().CreateTraining(Batch, new Sgd(0.1f));
        using Resumed.Training plateau = new Resumed().CreateTraining(Batch, new Sgd(Schedule.OnPlateau(0.1)));
        Refuses(plateau, Saved(constant), "schedule.0");
    }

    private static byte[] Saved(TrainingSession session)
    {
        using MemoryStream stream = new();
        session.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private static void Refuses(TrainingSession session, byte[] file, string part)
    {
        SafetensorsException exception = Assert.Throws<SafetensorsException>(() => session.LoadCheckpoint(new MemoryStream(file)));
        Assert.Contains(part, exception.Message);
    }

    private static Optimizer Create(string name) => name switch
    {
        "Sgd" => new Sgd(Schedule.Cosine(0.1, 20)),
        "Momentum" => new Sgd(0.05f, momentum: 0.9, nesterov: true) { ClipNorm = 0.5 },
        "Adam" => new Adam(Schedule.Exponential(0.01, 0.9)),
        "AdamW" => new AdamW(0.01f) { L1 = 1e-4 },
        "AdaGrad" => new AdaGrad(0.05f),
        "RmsProp" => new RmsProp(0.01f, momentum: 0.5, centered: true),
        _ => new Adam(Schedule.OnPlateau(0.01, factor: 0.5, patience: 1)),
    };

    private static void Steps(Resumed.Training training, int from, int to)
    {
        float[] input = new float[Batch * 20];
        int[] target = new int[Batch];
        for (int step = from; step < to; step++)
        {
            for (int i = 0; i < input.Length; i++)
                input[i] = MathF.Sin(step * 31 + i * 0.7f);
            for (int i = 0; i < target.Length; i++)
                target[i] = (step + i) % 3;
            training.Step(input, target);
            training.ReportMetric(1 + step % 3);
        }
    }

    private static int[] Bits(Network network) => [.. network.Parameters.SelectMany(parameter =>
    {
        float[] values = new float[parameter.Count];
        parameter.Read(values);
        return values.Select(BitConverter.SingleToInt32Bits);
    })];
}
