using System.Runtime.CompilerServices;

namespace GraphGen.Tests.Kernels.Losses;

/// <summary>√(1 + (p - t)²) - 1: the example in the documentation of <see cref="ILossFunction"/>.</summary>
public readonly struct PseudoHuber : ILossFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Loss<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V d = prediction - target;
        V one = V.Create(1f);
        return V.Sqrt(V.Fma(d, d, one)) - one;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>
    {
        V d = prediction - target;
        return d / V.Sqrt(V.Fma(d, d, V.Create(1f)));
    }
}
