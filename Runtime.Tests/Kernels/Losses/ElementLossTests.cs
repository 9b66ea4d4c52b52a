using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Losses;

/// <summary>Every op of <see cref="ElementLoss"/> against plain loops in double precision, on every width and in parts.</summary>
public class ElementLossTests
{
    private const int Samples = 3;
    private const int Rows = 2;

    public static TheoryData<string> Ops => [.. LossCase.All.Keys];

    public static TheoryData<string, int> OpsAndColumns
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string op in LossCase.All.Keys)
            {
                foreach (int columns in (int[])[1, 2, 15, 16, 17, 31, 32, 33, 100])
                    data.Add(op, columns);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(OpsAndColumns))]
    public void AgreesWithPlainLoops(string op, int columns)
    {
        const float weight = 3f;
        LossCase loss = LossCase.All[op];
        var (x, t) = Values(loss, columns);
        LossRun run = LossRun.Of(loss.Kernel(weight), Rows, columns, x, t);
        for (int row = 0; row < Samples * Rows; row++)
        {
            double expected = Enumerable.Range(row * columns, columns).Sum(i => loss.Formula(x[i], t[i]));
            Close(expected, run.Losses[row], 1e-5 * Math.Max(0.05, Math.Abs(expected)));
        }

        for (int i = 0; i < x.Length; i++)
            Close(loss.Slope(x[i], t[i]) * weight / x.Length, run.Gradient[i], 1e-6 * weight / x.Length * Math.Max(1, Math.Abs(loss.Slope(x[i], t[i]))));
    }

    [Theory]
    [MemberData(nameof(OpsAndColumns))]
    public void SameBitsInPartsAndOnEveryWidth(string op, int columns)
    {
        LossCase loss = LossCase.All[op];
        var (x, t) = Values(loss, columns);
        LossRun whole = LossRun.Of(loss.Kernel(0.7f), Rows, columns, x, t);
        whole.ExpectBits(LossRun.Of(loss.Kernel(0.7f), Rows, columns, x, t, new Part(0, 1, 0, 1), new Part(1, 1, 0, 1), new Part(1, Samples, 0, 1)));
        foreach (int bits in (int[])[128, 256, 512])
            whole.ExpectBits(LossRun.Of(loss.Width(bits, 0.7f / x.Length, new Part(0, Samples, 0, 1)), Rows, columns, x, t));
    }

    /// <summary>The gradient is the slope of the loss, wherever no kink lies within the step.</summary>
    [Theory]
    [MemberData(nameof(Ops))]
    public void DerivativeIsTheSlope(string op)
    {
        const double step = 1e-6;
        LossCase loss = LossCase.All[op];
        // Sixteen predictions on either side of each kink, none within 0.01 of one.
        float[] x = [.. Enumerable.Range(0, 32).Select(i => (i - 15.5f) * 0.17f)];
        foreach (float target in (float[])[1f, -1f, 0f])
        {
            if (target < 0 && op.StartsWith("binary", StringComparison.Ordinal) || target == 0 && op == "hinge")
                continue;
            float[] t = [.. x.Select(_ => target)];
            LossRun run = LossRun.Of(loss.Kernel(1f), 1, x.Length, x, t);
            for (int i = 0; i < x.Length; i++)
            {
                double slope = (loss.Formula(x[i] + step, target) - loss.Formula(x[i] - step, target)) / (2 * step);
                Close(slope / x.Length, run.Gradient[i], 1e-6 * Math.Max(1, Math.Abs(slope)) / x.Length);
            }
        }
    }

    [Theory]
    // Kinks: a flat top has the slope 0, as in PyTorch.
    [InlineData("absolute", 1.5f, 1.5f, 0f, 0f)]
    [InlineData("huber", 1.5f, 0.5f, 0.5f, 1f)]
    [InlineData("huber", -0.5f, 0.5f, 0.5f, -1f)]
    [InlineData("hinge", 1f, 1f, 0f, 0f)]
    [InlineData("hinge", -1f, -1f, 0f, 0f)]
    // Far out.
    [InlineData("squared", 1e18f, 0f, 1e36f, 2e18f)]
    [InlineData("absolute", -3e38f, 0f, 3e38f, -1f)]
    [InlineData("huber", 3e38f, 0f, 3e38f, 1f)]
    [InlineData("huber", -1e30f, 0f, 1e30f, -1f)]
    [InlineData("hinge", -3e38f, 1f, 3e38f, -1f)]
    [InlineData("hinge", 3e38f, 1f, 0f, 0f)]
    [InlineData("binary", 3e38f, 1f, 0f, 0f)]
    [InlineData("binary", 3e38f, 0f, 3e38f, 1f)]
    [InlineData("binary", -3e38f, 1f, 3e38f, -1f)]
    [InlineData("binary", -3e38f, 0f, 0f, 0f)]
    [InlineData("binary", 1e30f, 0.5f, 0.5e30f, 0.5f)]
    [InlineData("binary 2.5", -1e30f, 1f, 2.5e30f, -2.5f)]
    [InlineData("binary 2.5", 1e30f, 1f, 0f, 0f)]
    // Near the end of a confident answer both keep their digits: e^-20, e^-80.
    [InlineData("binary", 20f, 1f, 2.0611536e-9f, -2.0611536e-9f)]
    [InlineData("binary", -20f, 0f, 2.0611536e-9f, 2.0611536e-9f)]
    [InlineData("binary", -80f, 0f, 1.8048514e-35f, 1.8048514e-35f)]
    public void HasItsLimits(string op, float prediction, float target, float loss, float derivative)
    {
        LossRun run = LossRun.Of(LossCase.All[op].Kernel(1f), 1, 1, [prediction], [target]);
        Close(loss, run.Losses[0], 1e-6 * Math.Abs(loss));
        Close(derivative, run.Gradient[0], 1e-6 * Math.Abs(derivative));
    }

    /// <summary>Training that has gone wrong shows.</summary>
    [Theory]
    [MemberData(nameof(Ops))]
    public void KeepsANaN(string op) =>
        Assert.True(float.IsNaN(LossRun.Of(LossCase.All[op].Kernel(1f), 1, 2, [1f, float.NaN], [1f, 1f]).Losses[0]));

    [Fact]
    public void MeanSquaredErrorIsTheSquaredError()
    {
        LossCase loss = LossCase.All["squared"];
        var (x, t) = Values(loss, 19);
        LossRun.Of((w, p, target, value, gradient) => MeanSquaredError.Loss(ref w, 0, p, target, value, gradient, 2f), Rows, 19, x, t)
            .ExpectBits(LossRun.Of(loss.Kernel(2f), Rows, 19, x, t));
    }

    private static (float[] X, float[] T) Values(LossCase loss, int columns)
    {
        Random random = new(columns);
        int count = Samples * Rows * columns;
        float[] x = [.. Enumerable.Range(0, count).Select(_ => (float)(6 * random.NextDouble() - 3))];
        float[] t = [.. Enumerable.Range(0, count).Select(_ => (float)loss.Target(random))];
        return (x, t);
    }

    private static void Close(double expected, float actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{actual} instead of {expected}.");
}
