using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels;

/// <summary>Our own functions against the platform's in double precision, and the three widths against each other.</summary>
public unsafe class SimdMathTests
{
    private delegate void Mapping(float* x, float* y, int count);

    public static TheoryData<string> Functions => ["exp", "expm1", "log", "log1p", "tanh", "sigmoid", "erf", "erfc", "relu", "leaky", "elu", "selu", "gelu", "gelutanh", "silu", "mish", "softplus"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void IsAccurate(string function)
    {
        float[] x = Arguments(function);
        float[] y = Map(function, x, 512);
        // Relative to the result, or to the smallest that matters where the result passes through zero by cancellation.
        (Func<double, double>, double, double) bound = function switch
        {
            "exp" => (Math.Exp, 2e-7, 0),
            "expm1" => (v => Math.Abs(v) < 1e-4 ? v + v * v / 2 + v * v * v / 6 : Math.Exp(v) - 1, 1e-6, 0),
            "log" => (Math.Log, 3e-7, 1e-7),
            "log1p" => (v => v < 1e-4 ? v - v * v / 2 + v * v * v / 3 : Math.Log(1 + v), 4e-7, 0),
            "tanh" => (Math.Tanh, 4e-7, 0),
            "sigmoid" => (v => 1 / (1 + Math.Exp(-v)), 4e-7, 0),
            "erf" => (Erf, 1e-6, 0),
            "erfc" => (v => 1 - Erf(v), 1e-6, 1e-6),
            "relu" => (v => Math.Max(v, 0), 0, 0),
            "leaky" => (v => v > 0 ? v : 0.1f * v, 1e-7, 0),
            "elu" => (v => v > 0 ? v : 0.7f * (Math.Exp(v) - 1), 1e-6, 1e-9),
            "selu" => (v => v > 0 ? 1.0507009873554805 * v : 1.0507009873554805 * 1.6732632423543772 * (Math.Exp(v) - 1), 1e-6, 1e-9),
            "gelu" => (v => v * 0.5 * (1 + Erf(v / Math.Sqrt(2))), 2e-6, 1e-7),
            "gelutanh" => (v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))), 2e-6, 4e-7),
            "silu" => (v => v / (1 + Math.Exp(-v)), 6e-7, 0),
            "mish" => (v => v > 30 ? v : v * Math.Exp(v) * (Math.Exp(v) + 2) / (Math.Exp(v) * (Math.Exp(v) + 2) + 2), 6e-7, 0),
            "softplus" => (v => v > 30 ? v : Math.Log(1 + Math.Exp(v)), 6e-7, 1e-15),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };
        var (exact, relative, floor) = bound;
        for (int i = 0; i < x.Length; i++)
        {
            double expected = exact(x[i]);
            double error = Math.Abs(y[i] - expected);
            Assert.True(error <= relative * Math.Abs(expected) + Math.Max(floor, 1.2e-38), $"{function}({x[i]}) is {y[i]}, but should be {expected}: off by {error / Math.Abs(expected)} relative.");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void SameBitsOnEveryWidth(string function)
    {
        float[] x = Arguments(function);
        float[] narrow = Map(function, x, 128);
        Assert.Equal(narrow, Map(function, x, 256));
        Assert.Equal(narrow, Map(function, x, 512));
    }

    [Theory]
    [InlineData("exp", -1e30f, 0f)]
    [InlineData("tanh", 1e30f, 1f)]
    [InlineData("tanh", -1e30f, -1f)]
    [InlineData("sigmoid", 1e30f, 1f)]
    [InlineData("sigmoid", -1e30f, 0f)]
    [InlineData("softplus", 1e30f, 1e30f)]
    [InlineData("softplus", -1e30f, 0f)]
    [InlineData("elu", -1e30f, -0.7f)]
    [InlineData("gelu", -1e30f, 0f)]
    [InlineData("gelu", 1e10f, 1e10f)]
    [InlineData("silu", -1e30f, 0f)]
    [InlineData("mish", -1e30f, 0f)]
    [InlineData("mish", 1e30f, 1e30f)]
    public void HasItsLimits(string function, float x, float expected) => Assert.Equal(expected, Map(function, [.. Enumerable.Repeat(x, 16)], 512)[0]);

    private static float[] Arguments(string function)
    {
        const int count = 4096;
        double low = function switch { "log" => 1e-30, "log1p" or "erfc" => 0, "exp" => -87, "expm1" => -20, _ => -30 };
        double high = function switch { "log" => 1e30, "log1p" => 1e3, "erfc" => 3, "exp" => 88, "expm1" => 20, _ => 30 };
        float[] x = new float[count];
        for (int i = 0; i < count; i++)
        {
            double t = (i + 0.5) / count;
            x[i] = (float)(function == "log" ? Math.Exp(Math.Log(low) + t * (Math.Log(high) - Math.Log(low))) : low + t * (high - low));
            // A quarter of them close to zero, down to tiny ones.
            if (i % 4 == 3 && function != "log")
                x[i] *= (float)Math.Pow(10, -6 * t);
        }

        return x;
    }

    private static float[] Map(string function, float[] x, int bits)
    {
        float[] y = new float[x.Length];
        fixed (float* from = x, to = y)
        {
            switch (bits)
            {
                case 128: Map<Simd128>(function, from, to, x.Length); break;
                case 256: Map<Simd256>(function, from, to, x.Length); break;
                default: Map<Simd512>(function, from, to, x.Length); break;
            }
        }

        return y;
    }

    private static void Map<V>(string function, float* x, float* y, int count) where V : struct, ISimd<V>
    {
        for (int i = 0; i < count; i += V.Count)
        {
            V v = V.Load(x + i);
            V result = function switch
            {
                "exp" => SimdMath.Exp(v),
                "expm1" => SimdMath.Expm1(v),
                "log" => SimdMath.Log(v),
                "log1p" => SimdMath.Log1p(v),
                "tanh" => SimdMath.Tanh(v),
                "sigmoid" => SimdMath.Sigmoid(v),
                "erf" => SimdMath.Erf(v),
                "erfc" => SimdMath.Erfc(v),
                "relu" => default(Relu).Forward(v),
                "leaky" => new LeakyRelu(0.1f).Forward(v),
                "elu" => new Elu(0.7f).Forward(v),
                "selu" => default(Selu).Forward(v),
                "gelu" => default(Gelu).Forward(v),
                "gelutanh" => default(GeluTanh).Forward(v),
                "silu" => default(Silu).Forward(v),
                "mish" => default(Mish).Forward(v),
                _ => default(Softplus).Forward(v),
            };
            result.Store(y + i);
        }
    }

    /// <summary>The Maclaurin series near zero, else the continued fraction of erfc: good to double precision.</summary>
    private static double Erf(double x)
    {
        double z = Math.Abs(x);
        if (z > 6)
            return Math.Sign(x);
        if (z < 3)
        {
            double term = z, sum = z;
            for (int n = 1; n < 100; n++)
            {
                term *= -z * z / n;
                sum += term / (2 * n + 1);
            }

            return Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * sum;
        }

        double fraction = 0;
        for (int n = 100; n > 0; n--)
            fraction = n / 2.0 / (z + fraction);
        return Math.Sign(x) * (1 - Math.Exp(-z * z) / Math.Sqrt(Math.PI) / (z + fraction));
    }
}
