using Benchmarks.Peers;
using GraphGen;

namespace Benchmarks.Cases;

/// <summary>A network of pictures as both tables of them, and the look at its stages, see it.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Text">The same for peers; see <see cref="LayerText"/>.</param>
/// <param name="Optimizer">What it is trained with.</param>
/// <param name="PeerOptimizer">What PyTorch is told of it.</param>
/// <param name="TrainingGoal">How many times as fast as PyTorch a step should be.</param>
/// <param name="InferenceGoal">How many times as fast as ONNX Runtime a run should be, if that is a goal.</param>
/// <param name="Network">Makes one.</param>
/// <param name="Training">Makes a session for a batch, an optimizer and a number of threads, and its step on such a batch.</param>
/// <param name="Inference">Makes a session, and its run.</param>
internal sealed record PictureCase(
    string Name,
    string Text,
    Optimizer Optimizer,
    string PeerOptimizer,
    double TrainingGoal,
    double? InferenceGoal,
    Func<Network> Network,
    Func<Network, Optimizer, int, int, (TrainingSession Session, Func<float[], int[], float> Step)> Training,
    Func<Network, (InferenceSession Session, Action<float[], float[]> Run)> Inference)
{
    private const string ResidualText =
        "3x32x32 conv16k3p1 bn relu block16 block16 block16 block32s2 block32 block32 block64s2 block64 block64 globalavgpool dense10";

    public static IReadOnlyList<PictureCase> All { get; } =
    [
        new("MNIST CNN", "1x28x28 conv32k3 relu maxpool2 flatten dense64 relu dense10", new Adam(1e-3f), "adam", 4, 1,
            () => new DigitsCnn(1),
            (network, optimizer, batch, threads) =>
            {
                var session = ((DigitsCnn)network).CreateTraining(batch, optimizer, threads);
                return (session, (x, y) => session.Step(x, y));
            },
            network =>
            {
                var session = ((DigitsCnn)network).CreateInference(logits: true);
                return (session, (x, y) => session.Run(x, y));
            }),
        new("LeNet-5", "1x28x28 conv6k5p2 relu maxpool2 conv16k5 relu maxpool2 flatten dense120 relu dense84 relu dense10", new Adam(1e-3f), "adam", 4, null,
            () => new LeNet5(1),
            (network, optimizer, batch, threads) =>
            {
                var session = ((LeNet5)network).CreateTraining(batch, optimizer, threads);
                return (session, (x, y) => session.Step(x, y));
            },
            network =>
            {
                var session = ((LeNet5)network).CreateInference(logits: true);
                return (session, (x, y) => session.Run(x, y));
            }),
        new("CIFAR CNN", "3x32x32 conv32k3 relu maxpool2 conv64k3 relu maxpool2 flatten dense128 relu dense10", new Adam(1e-3f), "adam", 2.5, 1,
            () => new PicturesCnn(1),
            (network, optimizer, batch, threads) =>
            {
                var session = ((PicturesCnn)network).CreateTraining(batch, optimizer, threads);
                return (session, (x, y) => session.Step(x, y));
            },
            network =>
            {
                var session = ((PicturesCnn)network).CreateInference(logits: true);
                return (session, (x, y) => session.Run(x, y));
            }),
        new("ResNet-20", ResidualText, new Sgd(0.01f, momentum: 0.9, weightDecay: 1e-4), "sgd", 1.5, 1,
            () => new ResNet20(1),
            (network, optimizer, batch, threads) =>
            {
                var session = ((ResNet20)network).CreateTraining(batch, optimizer, threads);
                return (session, (x, y) => session.Step(x, y));
            },
            network =>
            {
                var session = ((ResNet20)network).CreateInference(logits: true);
                return (session, (x, y) => session.Run(x, y));
            }),
    ];

    /// <summary>What it is, layer by layer.</summary>
    public LayerText Layers => LayerText.Of(Text);
}
