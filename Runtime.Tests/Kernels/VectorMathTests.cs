using GraphGen.CompilerServices;
using GraphGen.Tests.Kernels.Losses;

namespace GraphGen.Tests.Kernels;

/// <summary>The functions for users' own code: what they add to <see cref="SimdMath"/>, which has tests of its own.</summary>
public unsafe class VectorMathTests
{
    public static TheoryData<string> Functions => ["exp", "expm1", "log", "log1p", "tanh", "sigmoid", "erf", "erfc", "max", "min", "clamp"];

    [Theory]
    [InlineData("exp", -100f, 0f)]
    [InlineData("exp", 0f, 1f)]
    [InlineData("expm1", 0f, 0f)]
    [InlineData("log", 1f, 0f)]
    [InlineData("log", 0f, float.NegativeInfinity)]
    [InlineData("log", -1f, float.NaN)]
    [InlineData("log", -1e-40f, float.NaN)]
    [InlineData("log", float.NegativeInfinity, float.NaN)]
    [InlineData("log", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("log1p", 0f, 0f)]
    [InlineData("log1p", 1e-20f, 1e-20f)]
    [InlineData("log1p", -1e-20f, -1e-20f)]
    [InlineData("log1p", -1f, float.NegativeInfinity)]
    [InlineData("log1p", -1.5f, float.NaN)]
    [InlineData("log1p", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("tanh", 100f, 1f)]
    [InlineData("sigmoid", 0f, 0.5f)]
    [InlineData("erf", -100f, -1f)]
    [InlineData("erfc", 100f, 0f)]
    [InlineData("erfc", -100f, 2f)]
    [InlineData("erfc", 0f, 1f)]
    [InlineData("erfc", 1e30f, 0f)]
    [InlineData("max", -3f, 0.25f)]
    [InlineData("max", 3f, 3f)]
    [InlineData("min", -3f, -3f)]
    [InlineData("min", 3f, 0.25f)]
    [InlineData("clamp", -3f, -0.5f)]
    [InlineData("clamp", 0.1f, 0.1f)]
    [InlineData("clamp", 3f, 2f)]
    public void HasItsValues(string function, float x, float expected)
    {
        float actual = Map(function, [.. Enumerable.Repeat(x, 16)], 512)[0];
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void KeepsANaN(string function) => Assert.True(float.IsNaN(Map(function, [.. Enumerable.Repeat(float.NaN, 16)], 512)[0]));

    [Fact]
    public void MaxAndMinKeepANaNOfTheOther()
    {
        float* lanes = stackalloc float[4];
        VectorMath.Max(Simd128.Zero, Simd128.Create(float.NaN)).Store(lanes);
        Assert.True(float.IsNaN(lanes[0]));
        VectorMath.Min(Simd128.Zero, Simd128.Create(float.NaN)).Store(lanes);
        Assert.True(float.IsNaN(lanes[0]));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void SameBitsOnEveryWidth(string function)
    {
        float[] x = [.. Arguments(-30, 30), .. Arguments(-1.5, 1.5), .. Arguments(-2e-38, 2e-38), .. Arguments(-3e38, 3e38)];
        float[] narrow = Map(function, x, 128);
        Assert.Equal(narrow, Map(function, x, 256));
        Assert.Equal(narrow, Map(function, x, 512));
    }

    [Fact]
    public void LogOfTheSmallest() => Compare("log", [.. Arguments(1e-45, 2e-38), .. Arguments(1e-45, 1e-42), .. Arguments(1, 1e38)], Math.Log, 2e-7);

    [Fact]
    public void Log1pOfBothSigns() => Compare("log1p", [.. Arguments(-0.9999, 2), .. Arguments(-1e-3, 1e-3), .. Arguments(0, 1e6)], Small.Log1p, 6e-7);

    /// <summary>By erfc(-x) = 2 - erfc(x), and by 1 - erf(x) where both have digits.</summary>
    [Fact]
    public void ErfcOfBothSigns()
    {
        float[] x = Arguments(-3, 3);
        float[] actual = Map("erfc", x, 512), mirrored = Map("erfc", [.. x.Select(value => -value)], 512), erf = Map("erf", x, 512);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(2f, actual[i] + mirrored[i], 1e-6f);
            Assert.Equal(1f - erf[i], actual[i], 1e-6f);
        }
    }

    private static void Compare(string function, float[] x, Func<double, double> exact, double tolerance)
    {
        float[] y = Map(function, x, 512);
        for (int i = 0; i < x.Length; i++)
            Assert.True(Math.Abs(y[i] - exact(x[i])) <= tolerance * Math.Abs(exact(x[i])), $"{function}({x[i]}) is {y[i]} instead of {exact(x[i])}.");
    }

    private static float[] Arguments(double low, double high) => [.. Enumerable.Range(0, 1024).Select(i => (float)(low + (high - low) * (i / 1023.0)))];

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
                "exp" => VectorMath.Exp(v),
                "expm1" => VectorMath.Expm1(v),
                "log" => VectorMath.Log(v),
                "log1p" => VectorMath.Log1p(v),
                "tanh" => VectorMath.Tanh(v),
                "sigmoid" => VectorMath.Sigmoid(v),
                "erf" => VectorMath.Erf(v),
                "erfc" => VectorMath.Erfc(v),
                "max" => VectorMath.Max(v, V.Create(0.25f)),
                "min" => VectorMath.Min(v, V.Create(0.25f)),
                _ => VectorMath.Clamp(v, V.Create(-0.5f), V.Create(2f)),
            };
            result.Store(y + i);
        }
    }
}
