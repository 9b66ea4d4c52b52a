using Benchmarks.Cases;
using GraphGen;

namespace Benchmarks;

/// <summary>A network whose stages are looked at.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Training">A session for a batch and a number of threads, and its step.</param>
/// <param name="Inference">A session for a batch and a number of threads, and its run.</param>
internal sealed record StagedNetwork(
    string Name, Func<int, int, (Session Session, Action Call)> Training, Func<int, int, (Session Session, Action Call)> Inference)
{
    public static StagedNetwork[] All() =>
    [
        Of("mlp", (batch, threads) => new DigitsNet(1).CreateTraining(batch, new Adam(1e-3f), threads), (batch, threads) => new DigitsNet(1).CreateInference(batch, threads)),
        Of("wide", (batch, threads) => new WideNet(1).CreateTraining(batch, new Adam(1e-3f), threads), (batch, threads) => new WideNet(1).CreateInference(batch, threads)),
        .. PictureCase.All.Select(Of),
    ];

    private static StagedNetwork Of(PictureCase picture) => new(
        picture.Name.ToLowerInvariant().Replace(' ', '-'),
        (batch, threads) =>
        {
            float[] inputs = Values.Inputs(batch * picture.Layers.InputCount);
            int[] labels = Values.Labels(batch, picture.Layers.Outputs);
            var (session, step) = picture.Training(picture.Network(), picture.Optimizer, batch, threads);
            return (session, () => step(inputs, labels));
        },
        (batch, threads) =>
        {
            if (batch != 1 || threads != 1)
                throw new ArgumentException("Inference of pictures is looked at one by one, on one thread.");
            float[] input = Values.Inputs(picture.Layers.InputCount), output = new float[picture.Layers.Outputs];
            var (session, run) = picture.Inference(picture.Network());
            return (session, () => run(input, output));
        });

    private static StagedNetwork Of(string name, Func<int, int, TrainingSession> training, Func<int, int, InferenceSession> inference) => new(
        name,
        (batch, threads) =>
        {
            TrainingSession session = training(batch, threads);
            Fill(session, batch);
            Values.Labels(batch, 10).CopyTo(session.Targets[0].Indices);
            return (session, () => session.Step(batch));
        },
        (batch, threads) =>
        {
            InferenceSession session = inference(batch, threads);
            Fill(session, batch);
            return (session, () => session.Run(batch));
        });

    private static void Fill(Session session, int batch) =>
        Values.Inputs(batch * session.Inputs[0].ElementsPerSample).CopyTo(session.Inputs[0].Values);
}
