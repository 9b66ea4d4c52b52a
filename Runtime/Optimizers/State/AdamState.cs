namespace GraphGen.CompilerServices;

/// <summary>Adam and AdamW: two moments an element. Decoupled decay shrinks the parameter, the other kind adds to its gradient.</summary>
internal sealed unsafe class AdamState(
    Optimizer optimizer, double beta1, double beta2, double epsilon, double weightDecay, bool decoupled, Segment[] segments, int length)
    : RuleState<AdamRule>(optimizer, weightDecay, segments)
{
    private readonly AlignedBuffer _mean = new(length);
    private readonly AlignedBuffer _square = new(length);

    public override IReadOnlyList<(string Name, AlignedBuffer Buffer)> Buffers => [("mean", _mean), ("square", _square)];

    protected override AdamRule Rule(long step, double rate, double weightDecay)
    {
        double correction1 = 1 - DeterministicMath.Pow(beta1, step + 1);
        double correction2 = 1 - DeterministicMath.Pow(beta2, step + 1);
        return new AdamRule
        {
            Mean = _mean.Data,
            Square = _square.Data,
            Keep = decoupled ? (float)(1 - rate * weightDecay) : 1,
            GradientDecay = decoupled ? 0 : (float)weightDecay,
            Beta1 = (float)beta1,
            Share1 = (float)(1 - beta1),
            Beta2 = (float)beta2,
            Share2 = (float)(1 - beta2),
            RootFactor = (float)(1 / Math.Sqrt(correction2)),
            Epsilon = (float)epsilon,
            Rate = (float)(rate / correction1),
        };
    }
}
