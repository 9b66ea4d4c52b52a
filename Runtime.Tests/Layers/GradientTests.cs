using GraphGen;

namespace GraphGen.Tests.Layers;

/// <summary>Every layer and loss: gradients by the backward pass against differences.</summary>
public class GradientTests
{
    private const int Batch = 6;
    private static readonly Sgd s_still = new(learningRate: 0f);

    [Fact] public void Relu() => Check(new ReluNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void LeakyRelu() => Check(new LeakyReluNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Elu() => Check(new EluNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Selu() => Check(new SeluNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Gelu() => Check(new GeluNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void GeluTanh() => Check(new GeluTanhNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Silu() => Check(new SiluNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Mish() => Check(new MishNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Sigmoid() => Check(new SigmoidNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Tanh() => Check(new TanhNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Softplus() => Check(new SoftplusNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Softmax() => Check(new SoftmaxNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Reshape() => Check(new ReshapeNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 15);
    [Fact] public void Flatten() => Check(new FlattenNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 32);
    [Fact] public void Frozen() => Check(new FrozenNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t));
    [Fact] public void Probabilities() => Check(new ProbabilityNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, Distribution(t)));
    [Fact] public void Indices() => Check(new IndexNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, _) => s.Step(x, [0, 4, 2, 2, 1, 3]));
    [Fact] public void IndicesOfSequences() => Check(new SequenceNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, _) => s.Step(x, [0, 4, 2, 2, 1, 3, 0, 4, 2, 2, 1, 3, 1, 1, 1, 4, 0, 2]), inputs: 21);
    [Fact] public void BatchFeatures() => Check(new BatchFeaturesNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 7);
    [Fact] public void BatchSequence() => Check(new BatchSequenceNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 28);
    [Fact] public void BatchInput() => Check(new BatchInputNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 60);
    [Fact] public void BatchFrozen() => Check(new BatchFrozenNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 60);
    [Fact] public void LayerFeatures() => Check(new LayerFeaturesNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 7);
    [Fact] public void LayerSequence() => Check(new LayerSequenceNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 28);
    [Fact] public void LayerPicture() => Check(new LayerPictureNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 60);
    [Fact] public void GroupFeatures() => Check(new GroupFeaturesNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 7);
    [Fact] public void GroupSequence() => Check(new GroupSequenceNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 28);
    [Fact] public void GroupPicture() => Check(new GroupPictureNet(1), network => network.CreateTraining(Batch, s_still, 1), (s, x, t) => s.Step(x, t), inputs: 60);

    /// <summary>A mask belongs to its step: every evaluation takes a new session, whose first step it is.</summary>
    [Fact]
    public void Dropout()
    {
        DropoutNet network = new(1);
        DropoutNet.Training session = network.CreateTraining(Batch, s_still, 1);
        Check(network, _ => session, (_, x, t) => (session = network.CreateTraining(Batch, s_still, 1)).Step(x, t), latest: () => session);
    }

    [Fact]
    public void Dropout2D()
    {
        Dropout2DNet network = new(1);
        Dropout2DNet.Training session = network.CreateTraining(Batch, s_still, 1);
        Check(network, _ => session, (_, x, t) => (session = network.CreateTraining(Batch, s_still, 1)).Step(x, t), inputs: 60, latest: () => session);
    }

    [Fact]
    public void ALongChain()
    {
        LongNet network = new(1);
        LongNet.Training session = network.CreateTraining(Batch, s_still, 1);
        Check(network, _ => session, (_, x, t) => (session = network.CreateTraining(Batch, s_still, 1)).Step(x, t), latest: () => session);
    }

    private static void Check<TNetwork, TSession>(
        TNetwork network, Func<TNetwork, TSession> create, Func<TSession, float[], float[], float> step, int inputs = 7, Func<TSession>? latest = null)
        where TNetwork : Network
        where TSession : TrainingSession
    {
        TSession session = create(network);
        float[] x = Samples.Numbers(Batch * inputs, seed: 1);
        float[] targets = Samples.Numbers(Batch * 5, seed: 2);
        float Loss() => step(session, x, targets);
        Loss();
        GradientCheck.Run(network, latest ?? (() => session), Loss);
    }

    private static float[] Distribution(float[] numbers)
    {
        float[] result = new float[numbers.Length];
        for (int row = 0; row < numbers.Length; row += 5)
        {
            float sum = numbers[row..(row + 5)].Sum(Math.Abs);
            for (int i = row; i < row + 5; i++)
                result[i] = Math.Abs(numbers[i]) / sum;
        }

        return result;
    }
}
