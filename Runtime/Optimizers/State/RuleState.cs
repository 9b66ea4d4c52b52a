using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>The state of an optimizer with a given rule: one rule a group, made anew every step, run at the widest vectors.</summary>
internal abstract unsafe class RuleState<TRule>(Optimizer optimizer, double weightDecay, Segment[] segments)
    : OptimizerState(optimizer, weightDecay, segments)
    where TRule : struct, IUpdateRule
{
    private readonly TRule[] _rules = new TRule[optimizer.Groups.Count + 1];

    public sealed override void Update(float* parameters, float* gradients, int segment, int offset, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            Update<Simd512>(parameters, gradients, segment, offset, length);
        else if (Vector256.IsHardwareAccelerated)
            Update<Simd256>(parameters, gradients, segment, offset, length);
        else
            Update<Simd128>(parameters, gradients, segment, offset, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Update<V>(float* parameters, float* gradients, int segment, int offset, int length) where V : struct, ISimd<V>
    {
        int group = Groups.Of(segment);
        if (group < 0)
            return;
        ref readonly GradientEdit edit = ref Edit(group, out bool isEdited);
        if (isEdited)
            _rules[group].Run<V, Edited<V>>(parameters + offset, gradients + offset, offset, length, edit);
        else if (edit.Factor != 1f)
            _rules[group].Run<V, Scaled<V>>(parameters + offset, gradients + offset, offset, length, edit);
        else
            _rules[group].Run<V, Unedited<V>>(parameters + offset, gradients + offset, offset, length, edit);
        GC.KeepAlive(this); // the rule has only pointers into the moments
    }

    /// <summary>The rule of one group and step.</summary>
    protected abstract TRule Rule(long step, double rate, double weightDecay);

    protected sealed override void SetRule(int group, long step, double rate, double weightDecay) =>
        _rules[group] = Rule(step, rate, weightDecay);
}
