using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>See <see cref="Sgd"/>, without momentum.</summary>
internal unsafe struct SgdRule : IUpdateRule
{
    public float Rate, Decay;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<V, G>(float* parameters, float* gradients, int offset, int length, in GradientEdit edit)
        where V : struct, ISimd<V> where G : struct, IGradientEdit<V, G>
    {
        G gradient = G.Create(edit);
        V rate = V.Create(Rate);
        V decay = V.Create(Decay);
        for (int i = 0; i < length; i += V.Count)
        {
            V p = V.Load(parameters + i);
            V g = gradient.Apply(V.Load(gradients + i), p) + decay * p;
            (p - rate * g).Store(parameters + i);
        }
    }
}
