using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>See <see cref="RmsProp"/>. Its branches are the same at every element: they hide behind the root and the division.</summary>
internal unsafe struct RmsPropRule : IUpdateRule
{
    public float* Square;

    /// <summary>Null unless centered.</summary>
    public float* Mean;

    /// <summary>Null without momentum.</summary>
    public float* Velocity;

    public float Rate, Decay, Alpha, Share, Epsilon, Momentum;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<V, G>(float* parameters, float* gradients, int offset, int length, in GradientEdit edit)
        where V : struct, ISimd<V> where G : struct, IGradientEdit<V, G>
    {
        G gradient = G.Create(edit);
        float* square = Square + offset;
        float* mean = Mean == null ? null : Mean + offset;
        float* velocity = Velocity == null ? null : Velocity + offset;
        V rate = V.Create(Rate);
        V decay = V.Create(Decay);
        V alpha = V.Create(Alpha);
        V share = V.Create(Share);
        V epsilon = V.Create(Epsilon);
        V momentum = V.Create(Momentum);
        V smallestGradient = V.Create(Smallest.Gradient);
        V smallestMoment = V.Create(Smallest.Moment);
        V smallestSquare = V.Create(Smallest.Square);
        for (int i = 0; i < length; i += V.Count)
        {
            V p = V.Load(parameters + i);
            V g = gradient.Apply(V.Load(gradients + i), p) + decay * p;
            g = V.SelectLess(V.Abs(g), smallestGradient, V.Zero, g);
            V v = alpha * V.Load(square + i) + share * (g * g);
            v = V.SelectLess(v, smallestSquare, V.Zero, v);
            v.Store(square + i);
            if (mean != null)
            {
                V m = alpha * V.Load(mean + i) + share * g;
                m = V.SelectLess(V.Abs(m), smallestGradient, V.Zero, m); // its square is needed, too
                m.Store(mean + i);
                v -= m * m;
                v = V.SelectLess(v, smallestSquare, V.Zero, v);
            }

            V direction = g / (V.Sqrt(v) + epsilon);
            if (velocity != null)
            {
                direction = momentum * V.Load(velocity + i) + direction;
                direction = V.SelectLess(V.Abs(direction), smallestMoment, V.Zero, direction);
                direction.Store(velocity + i);
            }

            (p - rate * direction).Store(parameters + i);
        }
    }
}
