using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>See <see cref="AdaGrad"/>.</summary>
internal unsafe struct AdaGradRule : IUpdateRule
{
    public float* Sum;
    public float Rate, Decay, Epsilon;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<V, G>(float* parameters, float* gradients, int offset, int length, in GradientEdit edit)
        where V : struct, ISimd<V> where G : struct, IGradientEdit<V, G>
    {
        G gradient = G.Create(edit);
        float* sum = Sum + offset;
        V rate = V.Create(Rate);
        V decay = V.Create(Decay);
        V epsilon = V.Create(Epsilon);
        V smallestGradient = V.Create(Smallest.Gradient);
        for (int i = 0; i < length; i += V.Count)
        {
            V p = V.Load(parameters + i);
            V g = gradient.Apply(V.Load(gradients + i), p) + decay * p;
            g = V.SelectLess(V.Abs(g), smallestGradient, V.Zero, g);
            V s = V.Load(sum + i) + g * g;
            s.Store(sum + i);
            (p - rate * g / (V.Sqrt(s) + epsilon)).Store(parameters + i);
        }
    }
}
