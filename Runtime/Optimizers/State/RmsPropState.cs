namespace GraphGen.CompilerServices;

/// <summary>RMSProp: the mean square of an element, and what centering and momentum need besides.</summary>
internal sealed unsafe class RmsPropState(RmsProp rmsProp, Segment[] segments, int length)
    : RuleState<RmsPropRule>(rmsProp, rmsProp.WeightDecay, segments)
{
    private readonly AlignedBuffer _square = new(length);
    private readonly AlignedBuffer? _mean = rmsProp.Centered ? new(length) : null;
    private readonly AlignedBuffer? _velocity = rmsProp.Momentum != 0 ? new(length) : null;

    public override IReadOnlyList<(string Name, AlignedBuffer Buffer)> Buffers
    {
        get
        {
            List<(string, AlignedBuffer)> buffers = [("square", _square)];
            if (_mean is not null)
                buffers.Add(("mean", _mean));
            if (_velocity is not null)
                buffers.Add(("velocity", _velocity));
            return buffers;
        }
    }

    protected override RmsPropRule Rule(long step, double rate, double weightDecay) => new()
    {
        Square = _square.Data,
        Mean = _mean is null ? null : _mean.Data,
        Velocity = _velocity is null ? null : _velocity.Data,
        Rate = (float)rate,
        Decay = (float)weightDecay,
        Alpha = (float)rmsProp.Alpha,
        Share = (float)(1 - rmsProp.Alpha),
        Epsilon = (float)rmsProp.Epsilon,
        Momentum = (float)rmsProp.Momentum,
    };
}
