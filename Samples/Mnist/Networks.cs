namespace Mnist;

/// <summary>The networks that this program offers, and how each is trained.</summary>
internal static class Networks
{
    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<Model> All { get; } =
    [
        Model.Of("mlp", DigitsMlp.Summary, seed => new DigitsMlp(seed),
            (network, batch, optimizer, threads) => network.CreateTraining(batch, optimizer, threads),
            (network, batch, threads) => network.CreateInference(batch, threads),
            new Recipe { LearningRate = 3e-3f }),
    ];
}
