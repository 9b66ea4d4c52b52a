using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Losses;

/// <summary>A loss op beside its formula in double precision.</summary>
internal abstract record LossCase(Func<double, double, double> Formula, Func<double, double, double> Slope, Func<Random, double> Target)
{
    public static IReadOnlyDictionary<string, LossCase> All { get; } = new Dictionary<string, LossCase>
    {
        ["squared"] = new LossCase<SquaredError>(default, (p, t) => (p - t) * (p - t), (p, t) => 2 * (p - t), Number),
        ["absolute"] = new LossCase<AbsoluteError>(default, (p, t) => Math.Abs(p - t), (p, t) => Math.Sign(p - t), Number),
        ["huber"] = new LossCase<HuberLoss>(new(1f), (p, t) => Huber(p - t, 1), (p, t) => Math.Clamp(p - t, -1, 1), Number),
        ["huber 0.3"] = new LossCase<HuberLoss>(new(0.3f), (p, t) => Huber(p - t, 0.3f), (p, t) => Math.Clamp(p - t, -0.3f, 0.3f), Number),
        ["binary"] = new LossCase<BinaryCrossEntropyLoss>(
            new(1f), (p, t) => t * Softplus(-p) + (1 - t) * Softplus(p), (p, t) => (1 - t) / (1 + Math.Exp(-p)) - t / (1 + Math.Exp(p)), Answer),
        ["binary 2.5"] = new LossCase<BinaryCrossEntropyLoss>(
            new(2.5f), (p, t) => 2.5 * t * Softplus(-p) + (1 - t) * Softplus(p), (p, t) => (1 - t) / (1 + Math.Exp(-p)) - 2.5 * t / (1 + Math.Exp(p)), Answer),
        ["hinge"] = new LossCase<HingeLoss>(default, (p, t) => Math.Max(0, 1 - t * p), (p, t) => t * p < 1 ? -t : 0, random => random.Next(2) * 2 - 1),
        ["own"] = new LossCase<OwnLoss<PseudoHuber>>(
            default, (p, t) => Math.Sqrt(1 + (p - t) * (p - t)) - 1, (p, t) => (p - t) / Math.Sqrt(1 + (p - t) * (p - t)), Number),
    };

    /// <summary>The kernel as the session calls it.</summary>
    public abstract LossRun.Kernel Kernel(float weight);

    /// <summary>The kernel at a width in bits; <paramref name="scale"/> is the finished factor of the gradient.</summary>
    public abstract LossRun.Kernel Width(int bits, float scale, Part part);

    private static double Number(Random random) => 4 * random.NextDouble() - 2;

    /// <summary>No, yes, or something between.</summary>
    private static double Answer(Random random) => Math.Clamp(3 * random.NextDouble() - 1, 0, 1);

    private static double Huber(double d, double delta) => Math.Abs(d) <= delta ? d * d / 2 : delta * (Math.Abs(d) - delta / 2);

    private static double Softplus(double x) => Math.Max(x, 0) + Small.Log1p(Math.Exp(-Math.Abs(x)));
}

/// <inheritdoc/>
internal sealed record LossCase<TLoss>(TLoss Op, Func<double, double, double> Formula, Func<double, double, double> Slope, Func<Random, double> Target)
    : LossCase(Formula, Slope, Target)
    where TLoss : struct, IElementLoss
{
    public override LossRun.Kernel Kernel(float weight) =>
        (w, x, target, loss, gradient) => ElementLoss.Loss(ref w, 0, x, target, loss, gradient, Op, weight);

    public override LossRun.Kernel Width(int bits, float scale, Part part) => (_, x, target, loss, gradient) =>
    {
        switch (bits)
        {
            case 128: ElementLoss.Rows<TLoss, Simd128>(part, x, target, loss, gradient, Op, scale); break;
            case 256: ElementLoss.Rows<TLoss, Simd256>(part, x, target, loss, gradient, Op, scale); break;
            default: ElementLoss.Rows<TLoss, Simd512>(part, x, target, loss, gradient, Op, scale); break;
        }
    };
}
