namespace Generator.Tests.RandomStacks.Running;

/// <summary>Functions and a loss of the user's, which networks may use.</summary>
internal static class OwnTypes
{
    public const string Source =
        """
        using GraphGen;

        public readonly struct Softsign : IPointwiseFunction
        {
            public static V Apply<V>(V x) where V : struct, ISimd<V> => x / (V.Create(1f) + V.Abs(x));

            public static V Derivative<V>(V x) where V : struct, ISimd<V>
            {
                V d = V.Create(1f) + V.Abs(x);
                return V.Create(1f) / (d * d);
            }
        }

        public readonly struct Reciprocal : IPointwiseFunction
        {
            public static V Apply<V>(V x) where V : struct, ISimd<V> => V.Create(1f) / x;

            public static V Derivative<V>(V x) where V : struct, ISimd<V> => -V.Create(1f) / (x * x);
        }

        public readonly struct PseudoHuber : ILossFunction
        {
            public static V Loss<V>(V prediction, V target) where V : struct, ISimd<V>
            {
                V d = prediction - target;
                return V.Sqrt(V.Create(1f) + d * d) - V.Create(1f);
            }

            public static V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>
            {
                V d = prediction - target;
                return d / V.Sqrt(V.Create(1f) + d * d);
            }
        }
        """;
}
