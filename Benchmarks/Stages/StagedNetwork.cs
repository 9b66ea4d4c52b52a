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
    ];

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
