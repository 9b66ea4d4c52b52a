namespace GraphGen.CompilerServices;

/// <summary>Gradient descent with momentum: one moment an element.</summary>
internal sealed unsafe class MomentumState(Sgd sgd, Segment[] segments, int length)
    : RuleState<MomentumRule>(sgd, sgd.WeightDecay, segments)
{
    private readonly AlignedBuffer _velocity = new(length);

    public override IReadOnlyList<(string Name, AlignedBuffer Buffer)> Buffers => [("velocity", _velocity)];

    protected override MomentumRule Rule(long step, double rate, double weightDecay) => new()
    {
        Velocity = _velocity.Data,
        Rate = (float)rate,
        Decay = (float)weightDecay,
        Momentum = (float)sgd.Momentum,
        GradientShare = step == 0 ? 1f : (float)(1 - sgd.Dampening),
        Nesterov = sgd.Nesterov,
    };
}
