using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Losses;

/// <summary>Cross-entropy with probabilities and the Kullback-Leibler divergence against plain loops in double precision.</summary>
public class DistributionLossTests
{
    private const int Samples = 3;
    private const int Rows = 2;
    private const float Smoothing = 0.2f;

    public static TheoryData<int> Columns => [1, 2, 15, 16, 17, 31, 32, 33, 100];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Divergence(int columns)
    {
        var (x, t) = Values(columns);
        LossRun run = LossRun.Of(Kernel(weight: 2f), Rows, columns, x, t);
        Expect(run, x, t, columns, 2f, (share, logarithm) => share == 0 ? 0 : share * (Math.Log(share) - logarithm));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void CrossEntropy(int columns)
    {
        var (x, t) = Values(columns);
        LossRun run = LossRun.Of(
            (w, logits, target, loss, gradient) => SoftmaxCrossEntropy.Loss(ref w, 0, logits, target, loss, gradient, Smoothing, 0.5f), Rows, columns, x, t);
        float[] smoothed = [.. t.Select(share => (1 - Smoothing) * share + Smoothing / columns)];
        Expect(run, x, smoothed, columns, 0.5f, (share, logarithm) => -share * logarithm);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void SameBitsInPartsAndOnEveryWidth(int columns)
    {
        var (x, t) = Values(columns);
        LossRun whole = LossRun.Of(Kernel(weight: 1f), Rows, columns, x, t);
        whole.ExpectBits(LossRun.Of(Kernel(weight: 1f), Rows, columns, x, t, new Part(0, 1, 0, 1), new Part(1, 1, 0, 1), new Part(1, Samples, 0, 1)));
        Part all = new(0, Samples, 0, 1);
        const float scale = 1f / (Samples * Rows);
        whole.ExpectBits(LossRun.Of((_, a, b, c, d) => DistributionLoss.Rows<KLDivergence.Term, Simd128>(all, a, b, c, d, 0f, scale), Rows, columns, x, t));
        whole.ExpectBits(LossRun.Of((_, a, b, c, d) => DistributionLoss.Rows<KLDivergence.Term, Simd256>(all, a, b, c, d, 0f, scale), Rows, columns, x, t));
        whole.ExpectBits(LossRun.Of((_, a, b, c, d) => DistributionLoss.Rows<KLDivergence.Term, Simd512>(all, a, b, c, d, 0f, scale), Rows, columns, x, t));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public unsafe void IndicesGiveTheSameBitsOnEveryWidth(int columns)
    {
        var (x, t) = Values(columns);
        int[] indices = [.. Enumerable.Range(0, Samples * Rows).Select(i => i * 5 % columns)];
        fixed (int* first = indices)
        {
            Tensor<int> target = new(first, Rows, 1, 1);
            Part all = new(0, Samples, 0, 1);
            LossRun narrow = LossRun.Of((_, a, _, c, d) => SoftmaxCrossEntropy.IndexRows<Simd128>(all, a, target, c, d, Smoothing, 0.1f), Rows, columns, x, t);
            narrow.ExpectBits(LossRun.Of((_, a, _, c, d) => SoftmaxCrossEntropy.IndexRows<Simd256>(all, a, target, c, d, Smoothing, 0.1f), Rows, columns, x, t));
            narrow.ExpectBits(LossRun.Of((_, a, _, c, d) => SoftmaxCrossEntropy.IndexRows<Simd512>(all, a, target, c, d, Smoothing, 0.1f), Rows, columns, x, t));
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1000f)]
    [InlineData(-30000f)]
    public void IsZeroWhereTheTargetIsTheSoftmax(float offset)
    {
        float[] x = [.. Enumerable.Range(0, 20).Select(i => offset + i * 0.25f)];
        double sum = x.Sum(value => Math.Exp(value - x[^1]));
        float[] t = [.. x.Select(value => (float)(Math.Exp(value - x[^1]) / sum))];
        LossRun run = LossRun.Of(Kernel(weight: 1f), 1, x.Length, x, t);
        Assert.InRange(run.Losses[0], -5e-7f, 5e-7f);
        Assert.All(run.Gradient, value => Assert.InRange(value, -1e-7f, 1e-7f));
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(-1e30f)]
    [InlineData(200f)]
    public void TheOnlyPossibleClassHasNoDivergence(float certain)
    {
        LossRun run = LossRun.Of(Kernel(weight: 1f), 1, 3, certain > 0 ? [certain, 0f, -certain] : [0f, certain, 2 * certain], [1f, 0f, 0f]);
        Assert.Equal(0f, run.Losses[0]);
        Assert.Equal([0f, 0f, 0f], run.Gradient);
    }

    [Fact]
    public void TinySharesAddNothing()
    {
        LossRun run = LossRun.Of(Kernel(weight: 1f), 1, 4, [0f, 0f, 0f, 0f], [1f, float.Epsilon, 1e-39f, 0f]);
        Assert.Equal(Math.Log(4), run.Losses[0], 1e-6);
        Assert.Equal([-0.75f, 0.25f, 0.25f, 0.25f], run.Gradient);
    }

    [Fact]
    public void KeepsANaN() =>
        Assert.True(float.IsNaN(LossRun.Of(Kernel(weight: 1f), 1, 3, [0f, float.NaN, 1f], [1f, 0f, 0f]).Losses[0]));

    private static LossRun.Kernel Kernel(float weight) =>
        (w, logits, target, loss, gradient) => KLDivergence.Loss(ref w, 0, logits, target, loss, gradient, weight);

    /// <summary>Logits far from zero; targets that do not quite sum to one, some of them zero.</summary>
    private static (float[] X, float[] T) Values(int columns)
    {
        Random random = new(columns);
        int count = Samples * Rows * columns;
        float[] x = [.. Enumerable.Range(0, count).Select(_ => 300f + (float)(8 * random.NextDouble() - 4))];
        float[] t = [.. Enumerable.Range(0, count).Select(i => i % 3 == 1 ? 0f : (float)(2 * random.NextDouble() / columns))];
        return (x, t);
    }

    private static void Expect(LossRun run, float[] x, float[] t, int columns, float weight, Func<double, double, double> term)
    {
        for (int row = 0; row < Samples * Rows; row++)
        {
            double[] logits = [.. x.Skip(row * columns).Take(columns)];
            double[] target = [.. t.Skip(row * columns).Take(columns)];
            const double step = 1e-5;
            Close(Loss(0, 0), run.Losses[row], 2e-6);
            for (int i = 0; i < columns; i++)
            {
                double slope = (Loss(i, step) - Loss(i, -step)) / (2 * step);
                Close(slope * weight / (Samples * Rows), run.Gradient[row * columns + i], 2e-7);
            }

            double Loss(int changed, double by)
            {
                double Logit(int i) => logits[i] + (i == changed ? by : 0);
                double max = logits.Max();
                double logSum = max + Math.Log(Enumerable.Range(0, columns).Sum(i => Math.Exp(Logit(i) - max)));
                return Enumerable.Range(0, columns).Sum(i => term(target[i], Logit(i) - logSum));
            }
        }
    }

    private static void Close(double expected, float actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{actual} instead of {expected}.");
}
