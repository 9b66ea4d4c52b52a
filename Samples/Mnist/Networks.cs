namespace Mnist;

/// <summary>The networks that this program offers, and how each is trained.</summary>
internal static class Networks
{
    /// <summary>A shift by a pixel at most makes nine pictures of one.</summary>
    private static readonly Recipe s_convolutional = new()
    {
        LearningRate = 2e-3f,
        Normalize = training => Normalization.PerChannel(training),
        Augmentation = Augmentation.None.PadAndCrop(1),
    };

    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<Model> All { get; } =
    [
        Model.Of("mlp", DigitsMlp.Summary, seed => new DigitsMlp(seed),
            (network, batch, optimizer, threads) => network.CreateTraining(batch, optimizer, threads),
            (network, batch, threads) => network.CreateInference(batch, threads),
            new Recipe { LearningRate = 3e-3f }),
        Model.Of("cnn", DigitsCnn.Summary, seed => new DigitsCnn(seed),
            (network, batch, optimizer, threads) => network.CreateTraining(batch, optimizer, threads),
            (network, batch, threads) => network.CreateInference(batch, threads),
            new Recipe { LearningRate = 3e-3f, WarmupShare = 0.1, Augmentation = s_convolutional.Augmentation }),
        Model.Of("lenet5", LeNet5.Summary, seed => new LeNet5(seed),
            (network, batch, optimizer, threads) => network.CreateTraining(batch, optimizer, threads),
            (network, batch, threads) => network.CreateInference(batch, threads),
            s_convolutional),
    ];
}
