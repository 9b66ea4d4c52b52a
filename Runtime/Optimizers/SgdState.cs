using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Gradient descent without memory.</summary>
internal sealed unsafe class SgdState(Sgd description) : OptimizerState
{
    private float _rate;

    public override void Begin(long step) => _rate = (float)Hyperparameter.Rate(description.LearningRate, step);

    public override void Update(float* parameters, float* gradients, int offset, int length)
    {
        if (Vector512.IsHardwareAccelerated)
            Loop<Simd512>(parameters + offset, gradients + offset, length);
        else if (Vector256.IsHardwareAccelerated)
            Loop<Simd256>(parameters + offset, gradients + offset, length);
        else
            Loop<Simd128>(parameters + offset, gradients + offset, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Loop<V>(float* parameters, float* gradients, int length) where V : struct, ISimd<V>
    {
        V rate = V.Create(_rate);
        V decay = V.Create((float)description.WeightDecay);
        for (int i = 0; i < length; i += V.Count)
        {
            V p = V.Load(parameters + i);
            V g = V.Load(gradients + i) + decay * p;
            (p - rate * g).Store(parameters + i);
        }
    }
}
