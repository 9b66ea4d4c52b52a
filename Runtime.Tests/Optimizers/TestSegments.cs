using GraphGen.CompilerServices;

namespace GraphGen.Tests.Optimizers;

/// <summary>Parameters for optimizers without a network: vectors, one behind the other.</summary>
internal static class TestSegments
{
    /// <summary>One parameter, <c>dense1.weight</c>, as the only one of a buffer.</summary>
    public static Segment[] One(int length) => Of(("dense1.weight", length, true));

    public static Segment[] Of(params (string Name, int Length, bool Trainable)[] parameters)
    {
        int offset = 0;
        return Array.ConvertAll(parameters, parameter =>
        {
            var spec = ParameterSpec.Vector(parameter.Name, parameter.Length, default, 0, parameter.Trainable);
            var segment = new Segment(spec, offset);
            offset += segment.PaddedLength;
            return segment;
        });
    }

    /// <summary>Elements of the flat buffer.</summary>
    public static int Length(Segment[] segments) => segments.Sum(segment => segment.PaddedLength);

    public static OptimizerState CreateState(this Optimizer optimizer, Segment[] segments) =>
        optimizer.CreateState(segments, Length(segments));

    public static OptimizerState CreateState(this Optimizer optimizer, int length) => optimizer.CreateState(One(length), length);

    /// <summary>A whole step: every parameter at once, by the session's protocol.</summary>
    public static unsafe void Step(this OptimizerState state, FlatBuffer parameters, FlatBuffer gradients, Segment[] segments, long step)
    {
        state.Begin(step);
        if (state.NeedsNorm)
            state.SetNorm(GradientNorm.Of(gradients.Data, segments, state));
        for (int i = 0; i < segments.Length; i++)
            state.Update(parameters.Data, gradients.Data, i, segments[i].Offset, segments[i].PaddedLength);
    }
}
