using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Sgd"/>, with momentum.</summary>
internal unsafe struct MomentumRule : IUpdateRule
{
    public float* Velocity;
    public float Rate, Decay, Momentum, GradientShare;
    public bool Nesterov;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<V, G>(float* parameters, float* gradients, int offset, int length, in GradientEdit edit)
        where V : struct, ISimd<V> where G : struct, IGradientEdit<V, G>
    {
        G gradient = G.Create(edit);
        float* velocity = Velocity + offset;
        V rate = V.Create(Rate);
        V decay = V.Create(Decay);
        V momentum = V.Create(Momentum);
        V share = V.Create(GradientShare);
        V smallest = V.Create(Smallest.Moment);
        // Nesterov adds momentum·b to the gradient, the plain form takes b alone: two factors, so that the loop has no branch.
        V ofGradient = V.Create(Nesterov ? 1f : 0f);
        V ofVelocity = V.Create(Nesterov ? Momentum : 1f);
        for (int i = 0; i < length; i += V.Count)
        {
            V p = V.Load(parameters + i);
            V g = gradient.Apply(V.Load(gradients + i), p) + decay * p;
            V b = momentum * V.Load(velocity + i) + share * g;
            b = V.SelectLess(V.Abs(b), smallest, V.Zero, b);
            b.Store(velocity + i);
            (p - rate * (ofGradient * g + ofVelocity * b)).Store(parameters + i);
        }
    }
}
