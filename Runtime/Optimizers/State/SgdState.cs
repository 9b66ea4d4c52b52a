namespace GraphGen.CompilerServices;

/// <summary>Gradient descent without memory.</summary>
internal sealed class SgdState(Sgd sgd, Segment[] segments) : RuleState<SgdRule>(sgd, sgd.WeightDecay, segments)
{
    public override IReadOnlyList<(string Name, AlignedBuffer Buffer)> Buffers => [];

    protected override SgdRule Rule(long step, double rate, double weightDecay) =>
        new() { Rate = (float)rate, Decay = (float)weightDecay };
}
