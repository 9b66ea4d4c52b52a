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
                sgd.Update<V>(parameters, gradients, 0, 0, 208);
                break;
            case MomentumState momentum:
                momentum.Update<V>(parameters, gradients, 0, 0, 208);
                break;
            case AdamState adam:
                adam.Update<V>(parameters, gradients, 0, 0, 208);
                break;
            case AdaGradState adaGrad:
                adaGrad.Update<V>(parameters, gradients, 0, 0, 208);
                break;
            case RmsPropState rmsProp:
                rmsProp.Update<V>(parameters, gradients, 0, 0, 208);
                break;
            default:
                throw new NotSupportedException(state.ToString());
        }
    }

    /// <summary>All moments of a state.</summary>
    public static float[] Moments(OptimizerState state) => [.. state.Buffers.SelectMany(moments => moments.Buffer.Span.ToArray())];
}
