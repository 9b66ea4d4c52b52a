using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GraphGen.CompilerServices;

/// <summary>Gradient descent with momentum: one moment an element.</summary>
internal sealed unsafe class MomentumState(Sgd description, int length) : OptimizerState
{
    private float _rate;
    private float _gradientShare;

    internal AlignedBuffer Velocity { get; } = new(length);

    public override void Begin(long step)
    {
        _rate = (float)Hyperparameter.Rate(description.LearningRate, step);
        _gradientShare = step == 0 ? 1f : (float)(1 - description.Dampening);
    }

    public override void Update(float* parameters, float* gradients, int offset, int length)
    {
        float* velocity = Velocity.Data + offset;
        if (Vector512.IsHardwareAccelerated)
            Loop<Simd512>(parameters + offset, gradients + offset, velocity, length);
        else if (Vector256.IsHardwareAccelerated)
            Loop<Simd256>(parameters + offset, gradients + offset, velocity, length);
        else
            Loop<Simd128>(parameters + offset, gradients + offset, velocity, length);
        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Loop<V>(float* parameters, float* gradients, float* velocity, int length) where V : struct, ISimd<V>
    {
        V rate = V.Create(_rate);
        V decay = V.Create((float)description.WeightDecay);
        V momentum = V.Create((float)description.Momentum);
        V share = V.Create(_gradientShare);
        V smallest = V.Create(Smallest.Moment);
        // Nesterov adds momentum·b to the gradient, the plain form takes b alone: two factors, so that the loop has no branch.
        V ofGradient = V.Create(description.Nesterov ? 1f : 0f);
        V ofVelocity = V.Create(description.Nesterov ? (float)description.Momentum : 1f);
        for (int i = 0; i < length; i += V.Count)
        {
            V p = V.Load(parameters + i);
            V g = V.Load(gradients + i) + decay * p;
            V b = momentum * V.Load(velocity + i) + share * g;
            b = V.SelectLess(V.Abs(b), smallest, V.Zero, b);
            b.Store(velocity + i);
            (p - rate * (ofGradient * g + ofVelocity * b)).Store(parameters + i);
        }
    }
}
