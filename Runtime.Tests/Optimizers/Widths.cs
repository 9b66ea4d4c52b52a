using GraphGen.CompilerServices;

namespace GraphGen.Tests.Optimizers;

/// <summary>Runs an optimizer's loop at a chosen vector width.</summary>
internal static unsafe class Widths
{
    public static void Update<V>(OptimizerState state, float* parameters, float* gradients) where V : struct, ISimd<V>
    {
        switch (state)
        {
            case SgdState sgd:
                sgd.Loop<V>(parameters, gradients, 208);
                break;
            case MomentumState momentum:
                momentum.Loop<V>(parameters, gradients, momentum.Velocity.Data, momentum.Velocity.Length);
                break;
            case AdamState adam:
                adam.Loop<V>(parameters, gradients, adam.Mean.Data, adam.Square.Data, adam.Mean.Length);
                break;
            default:
                throw new NotSupportedException(state.ToString());
        }
    }

    /// <summary>All moments of a state.</summary>
    public static float[] Moments(OptimizerState state) => state switch
    {
        MomentumState momentum => Values(momentum.Velocity),
        AdamState adam => [.. Values(adam.Mean), .. Values(adam.Square)],
        _ => [],
    };

    private static float[] Values(AlignedBuffer moments) => moments.Span.ToArray();
}
