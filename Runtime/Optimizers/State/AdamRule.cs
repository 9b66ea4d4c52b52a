using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Adam"/> and <see cref="AdamW"/>: both moments and the parameter in one pass.</summary>
internal unsafe struct AdamRule : IUpdateRule
{
    public float* Mean, Square;
    public float Keep, GradientDecay, Beta1, Share1, Beta2, Share2, RootFactor, Epsilon, Rate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<V, G>(float* parameters, float* gradients, int offset, int length, in GradientEdit edit)
        where V : struct, ISimd<V> where G : struct, IGradientEdit<V, G>
    {
        G gradient = G.Create(edit);
        float* mean = Mean + offset;
        float* square = Square + offset;
        V keep = V.Create(Keep);
        V decay = V.Create(GradientDecay);
        V beta1 = V.Create(Beta1);
        V share1 = V.Create(Share1);
        V beta2 = V.Create(Beta2);
        V share2 = V.Create(Share2);
        V rootFactor = V.Create(RootFactor);
        V epsilon = V.Create(Epsilon);
        V rate = V.Create(Rate);
        V smallestGradient = V.Create(Smallest.Gradient);
        V smallestMean = V.Create(Smallest.Moment);
        V smallestSquare = V.Create(Smallest.Square);
        for (int i = 0; i < length; i += V.Count)
        {
            V p = V.Load(parameters + i);
            V g = gradient.Apply(V.Load(gradients + i), p) + decay * p;
            g = V.SelectLess(V.Abs(g), smallestGradient, V.Zero, g);
            V m = beta1 * V.Load(mean + i) + share1 * g;
            V v = beta2 * V.Load(square + i) + share2 * (g * g);
            m = V.SelectLess(V.Abs(m), smallestMean, V.Zero, m);
            v = V.SelectLess(v, smallestSquare, V.Zero, v);
            m.Store(mean + i);
            v.Store(square + i);
            (keep * p - rate * m / (V.Sqrt(v) * rootFactor + epsilon)).Store(parameters + i);
        }
    }
}
