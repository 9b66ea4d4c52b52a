namespace GraphGen.CompilerServices;

/// <summary>AdaGrad: the sum of squares of an element.</summary>
internal sealed unsafe class AdaGradState : RuleState<AdaGradRule>
{
    private readonly AdaGrad _adaGrad;
    private readonly AlignedBuffer _sum;

    public AdaGradState(AdaGrad adaGrad, Segment[] segments, int length)
        : base(adaGrad, adaGrad.WeightDecay, segments)
    {
        _adaGrad = adaGrad;
        _sum = new AlignedBuffer(length);
        _sum.Span.Fill((float)adaGrad.InitialAccumulator);
    }

    public override IReadOnlyList<(string Name, AlignedBuffer Buffer)> Buffers => [("sum", _sum)];

    protected override AdaGradRule Rule(long step, double rate, double weightDecay) => new()
    {
        Sum = _sum.Data,
        Rate = (float)(rate / (1 + step * _adaGrad.LearningRateDecay)),
        Decay = (float)weightDecay,
        Epsilon = (float)_adaGrad.Epsilon,
    };
}
