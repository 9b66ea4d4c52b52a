using GraphGen.CompilerServices;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Sessions;

/// <summary>Running statistics: kept, saved and copied like parameters, and no parameters.</summary>
public class BufferTests
{
    private const int Batch = 6;

    [Fact]
    public void BeginAtZeroAndOneAndAreNoParameters()
    {
        BatchFeaturesNet network = new(1);
        Assert.Equal(["batchnorm1.running_mean", "batchnorm1.running_var"], network.Buffers.Select(buffer => buffer.Name));
        Assert.Equal(["dense1.weight", "batchnorm1.weight", "batchnorm1.bias", "dense2.weight", "dense2.bias"], network.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(BatchFeaturesNet.ParameterCount, network.Parameters.Sum(parameter => parameter.Count));
        Assert.All(Values(network.Buffers[0]), value => Assert.Equal(0f, value));
        Assert.All(Values(network.Buffers[1]), value => Assert.Equal(1f, value));
        Assert.All(network.Buffers, buffer => Assert.False(buffer.IsTrainable));
    }

    [Fact]
    public void FollowEachForwardPassOfTrainingAndNoOther()
    {
        BatchFeaturesNet network = new(1);
        float[] initial = State(network);
        using BatchFeaturesNet.Inference inference = network.CreateInference(Batch);
        inference.Run(Samples.Numbers(Batch * 7, 1), new float[Batch * 5]);
        Assert.Equal(initial, State(network));
        using BatchFeaturesNet.Training training = network.CreateTraining(Batch, new Sgd(0f), frames: 2);
        training.Forward(Samples.Numbers(Batch * 7, 1));
        float[] once = State(network);
        Assert.NotEqual(initial, once);
        training.Backward(Samples.Numbers(Batch * 5, 2));
        Assert.Equal(once, State(network));
        training.ApplyGradients();
        Assert.Equal(once, State(network));
        training.Forward(Samples.Numbers(Batch * 7, 1), frame: 1);
        Assert.NotEqual(once, State(network));
    }

    /// <summary>Decay, clipping by norm and groups by pattern know nothing of them.</summary>
    [Fact]
    public void AreNothingToOptimizers()
    {
        BatchFrozenNet network = new(1);
        network.Buffers[0].Write([.. Enumerable.Range(0, 17).Select(i => 0.1f * i)]);
        float[] initial = [.. network.Buffers.SelectMany(Values)];
        AdamW optimizer = new(0.1f, weightDecay: 0.5) { ClipNorm = 0.1, Groups = [new ParameterGroup("*") { WeightDecay = 0.5 }] };
        using BatchFrozenNet.Training training = network.CreateTraining(Batch, optimizer);
        for (int step = 0; step < 3; step++)
            training.Step(Samples.Numbers(Batch * 60, step), Samples.Numbers(Batch * 5, step));
        Assert.Equal(initial, network.Buffers.SelectMany(Values));
        Assert.Equal(network.Store.ParameterLength, training.Gradients.Length);
        Assert.Throws<ArgumentException>(() => network.CreateTraining(Batch, new Sgd(0.1f) { Groups = [new ParameterGroup("*running*")] }));
        Assert.Throws<ArgumentException>(() => training.ReadGradient("batchnorm1.running_mean", new float[17]));
    }

    [Fact]
    public void GoWithFilesAndCopies()
    {
        NormGraph trained = Trained();
        NormGraph copied = new(2), loaded = new(3);
        trained.CopyTo(copied);
        Assert.Equal(State(trained), State(copied));
        using MemoryStream stream = new();
        trained.Save(stream);
        loaded.Load(stream.ToArray());
        Assert.Equal(State(trained), State(loaded));
        SafetensorsException missing = Assert.Throws<SafetensorsException>(() => new BatchFeaturesNet().Load(stream.ToArray()));
        Assert.Contains("batchnorm1.running_var", missing.Message);
    }

    /// <summary>A session that goes on from a checkpoint gives the bits of one that never stopped.</summary>
    [Fact]
    public void GoWithCheckpoints()
    {
        NormGraph stopped = new(1), other = new(2);
        using NormGraph.Training first = stopped.CreateTraining(Batch, new Adam(0.01f)), second = other.CreateTraining(Batch, new Adam(0.01f));
        Step(first, 0);
        Step(first, 1);
        using MemoryStream stream = new();
        first.SaveCheckpoint(stream);
        stream.Position = 0;
        second.LoadCheckpoint(stream);
        Assert.Equal(State(stopped), State(other));
        for (int step = 2; step < 4; step++)
            Assert.Equal(Step(first, step), Step(second, step));
        Assert.Equal(State(stopped), State(other));
        NormGraph network = new(4);
        network.Load(stream.ToArray());
        Assert.NotEqual(State(new NormGraph(4)), State(network));
    }

    /// <summary>Each frame has statistics of its own: two passes one behind the other, then both backward.</summary>
    [Fact]
    public void EachFrameGoesBackwardByItsOwnStatistics()
    {
        float[] one = Gradients(frames: 1, 0), other = Gradients(frames: 1, 1), both = Gradients(frames: 2, 0, 1);
        for (int i = 0; i < both.Length; i++)
            Assert.Equal(one[i] + other[i], both[i], 1e-4f);

        static float[] Gradients(int frames, params int[] seeds)
        {
            BatchPictureNet network = new(1);
            using BatchPictureNet.Training training = network.CreateTraining(Batch, new Sgd(0.1f), frames: frames);
            for (int frame = 0; frame < seeds.Length; frame++)
                training.Forward(Samples.Numbers(Batch * 60, seeds[frame]), frame: frame);
            for (int frame = 0; frame < seeds.Length; frame++)
                training.Backward(Samples.Numbers(Batch * 5, seeds[frame]), frame);
            return training.Gradients.ToArray();
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void HaveTheSameBitsForAnyNumberOfWorkers(int threads) => Assert.Equal(State(Trained()), State(Trained(threads)));

    [Fact]
    public void OneSampleIsRefusedBeforeAnythingHappens()
    {
        BatchFeaturesNet network = new(1);
        using BatchFeaturesNet.Training training = network.CreateTraining(Batch, new Sgd(0.1f));
        training.Forward(Samples.Numbers(2 * 7, 1));
        float[] state = State(network);
        foreach (Action call in (Action[])
        [
            () => training.Step(Samples.Numbers(7, 1), Samples.Numbers(5, 1)), () => training.Step(Samples.Numbers(7, 1), Samples.Numbers(5, 1), count: 1),
            () => training.Forward(Samples.Numbers(7, 1)), () => training.Step(1), () => training.Forward(1),
        ])
        {
            ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(call);
            Assert.Contains("'batchnorm1' takes the mean and the variance", refused.Message);
        }

        Assert.Equal(state, State(network));
        training.Backward(Samples.Numbers(2 * 5, 1));
        using BatchFeaturesNet.Inference inference = network.CreateInference();
        inference.Run(Samples.Numbers(7, 1), new float[5]);
        using BatchPictureNet.Training pictures = new BatchPictureNet(1).CreateTraining(1, new Sgd(0.1f));
        Assert.True(float.IsFinite(pictures.Step(Samples.Numbers(60, 1), Samples.Numbers(5, 1))));
    }

    /// <summary>Whole channels are zero, different ones for each sample, and the rest is scaled.</summary>
    [Fact]
    public void Dropout2DDropsChannels()
    {
        DroppedChannelsNet network = new(1);
        using DroppedChannelsNet.Training training = network.CreateTraining(Batch, new Sgd(0f));
        training.Forward(Samples.Numbers(Batch * 60, 1));
        float[] dropped = new float[Batch * 240];
        training.ReadNode("dropped", dropped);
        bool[] isZero = [.. dropped.Chunk(12).Select(channel => channel.All(value => value == 0f))];
        Assert.All(dropped.Chunk(12), channel => Assert.True(channel.All(value => value == 0f) || channel.All(value => value != 0f)));
        Assert.InRange(isZero.Count(zero => zero), 24, 72);
        Assert.True(isZero.Chunk(20).Select(sample => string.Concat(sample.Select(zero => zero ? '1' : '0'))).Distinct().Count() > 1);
    }

    private static NormGraph Trained(int threads = 1)
    {
        NormGraph network = new(1);
        using NormGraph.Training training = network.CreateTraining(Batch, new Sgd(0.05f, momentum: 0.9), threads);
        training.PlanWith(CostModel.Free);
        for (int step = 0; step < 3; step++)
            Step(training, step);
        return network;
    }

    private static float Step(NormGraph.Training training, int step)
    {
        int count = step == 1 ? 4 : Batch;
        return training.Step(Samples.Numbers(count * 60, step), Samples.Indices(count, 9, step));
    }

    private static float[] State(Network network) => [.. network.Parameters.Concat(network.Buffers).SelectMany(Values)];

    private static float[] Values(Parameter parameter)
    {
        float[] values = new float[parameter.Count];
        parameter.Read(values);
        return values;
    }
}
