using GraphGen;

namespace GraphGen.Tests.Layers;

/// <summary>Layers that pool, pad or enlarge: gradients by the backward pass against differences.</summary>
public class PoolingGradientTests
{
    private const int Batch = 6;
    private static readonly Sgd s_still = new(learningRate: 0f);

    [Fact]
    public void MaxPool() => Check(new MaxPoolNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void MaxPoolBehindRelu() => Check(new ReluPoolNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void MaxPoolBeforeTanh() => Check(new PoolTanhNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void MaxPoolOfOverlappingWindows() => Check(new WideMaxPoolNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void DilatedMaxPool() => Check(new DilatedPoolNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void AvgPool() => Check(new AvgPoolNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void AvgPoolOfOverlappingWindows() => Check(new WideAvgPoolNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void MaxPool1D() => Check(new MaxPool1DNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 36);

    [Fact]
    public void AvgPool1D() => Check(new AvgPool1DNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 36);

    [Fact]
    public void GlobalAvgPool() => Check(new GlobalAvgPoolNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void GlobalMaxPool() => Check(new GlobalMaxPoolNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void GlobalMaxPoolOverTime() => Check(new GlobalMaxPoolOverTimeNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 36);

    [Fact]
    public void ZeroPad() => Check(new ZeroPadNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void UpSample() => Check(new UpSampleNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    [Fact]
    public void BilinearUpSample() => Check(new BilinearNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));

    private static void Check<TNetwork, TSession>(
        TNetwork network, Func<TNetwork, TSession> create, Func<TSession, float[], float[], float> step, int inputs = 84)
        where TNetwork : Network
        where TSession : TrainingSession
    {
        using TSession session = create(network);
        float[] x = Samples.Numbers(Batch * inputs, seed: 1), targets = Samples.Numbers(Batch * 5, seed: 2);
        GradientCheck.Run(network, () => session, () => step(session, x, targets));
    }
}
