namespace Cifar10;

/// <summary>The networks that this program offers, and how each is trained.</summary>
internal static class Networks
{
    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<Model> All { get; } =
    [
        Model.Of("cnn", TutorialCnn.Summary, seed => new TutorialCnn(seed),
            (network, batch, optimizer, threads) => network.CreateTraining(batch, optimizer, threads),
            (network, batch, threads) => network.CreateInference(batch, threads),
            new Recipe
            {
                Epochs = 10,
                LearningRate = 1e-3f,
                Normalize = training => Normalization.PerPixel(training, deviation: false),
                Augmentation = Augmentation.None.Rotate(10).Shift(0.1f, 0.1f).FlipHorizontally(),
            }),
        Model.Of("resnet20", ResNet20.Summary, seed => new ResNet20(seed),
            (network, batch, optimizer, threads) => network.CreateTraining(batch, optimizer, threads),
            (network, batch, threads) => network.CreateInference(batch, threads),
            new Recipe
            {
                Epochs = 10,
                Batch = 128,
                LearningRate = 0.1f,
                WarmupShare = 0.05,
                Optimizer = rate => new Sgd(rate, momentum: 0.9, weightDecay: 1e-4),
                Normalize = training => Normalization.PerChannel(training),
                Augmentation = Augmentation.None.PadAndCrop(4).FlipHorizontally(),
            }),
    ];
}
