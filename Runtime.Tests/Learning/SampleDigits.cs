using Shared;

namespace GraphGen.Tests.Learning;

/// <summary>The pictures on which samples are tested: few enough for seconds.</summary>
internal static class SampleDigits
{
    private static readonly Lazy<Digits> s_drawn = new(() => DrawnDigits.Make(seed: 0, training: 6000, test: 1000));
    private static readonly Lazy<Digits> s_mnist = new(() => Part(MnistFiles.Read(MnistTheoryAttribute.Folder!), training: 12000, test: 2000));

    /// <summary>Pictures that the samples draw themselves, for those without MNIST.</summary>
    public static Digits Drawn => s_drawn.Value;

    /// <summary>A part of MNIST; only for tests under <see cref="MnistTheoryAttribute"/>.</summary>
    public static Digits Mnist => s_mnist.Value;

    private static Digits Part(Digits all, int training, int test) => all with
    {
        Training = all.Training.Subset([.. Enumerable.Range(0, training)]),
        Test = all.Test.Subset([.. Enumerable.Range(0, test)]),
    };
}
