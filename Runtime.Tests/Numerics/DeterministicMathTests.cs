using GraphGen.CompilerServices;

namespace GraphGen.Tests.Numerics;

/// <summary>The C library's functions are the reference here: within a few units in the last place on any system.</summary>
public class DeterministicMathTests
{
    [Fact]
    public void Exp_is_within_two_ulp()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            double x = random.NextDouble() * 1400 - 700;
            AssertUlp(Math.Exp(x), DeterministicMath.Exp(x), 2);
            AssertUlp(Math.Exp(x / 1000), DeterministicMath.Exp(x / 1000), 2);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-746, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_at_its_limits(double x, double expected) => Assert.Equal(expected, DeterministicMath.Exp(x));

    [Theory]
    [InlineData(709.78)]
    [InlineData(-708.5)]
    [InlineData(-720)]
    [InlineData(-745)]
    public void Exp_near_its_limits(double x) => AssertUlp(Math.Exp(x), DeterministicMath.Exp(x), 2);

    [Fact]
    public void Log_is_within_two_ulp()
    {
        var random = new Random(2);
        for (int i = 0; i < 20_000; i++)
        {
            double x = Math.Exp(random.NextDouble() * 1400 - 700);
            AssertUlp(Math.Log(x), DeterministicMath.Log(x), 2);
            double near = 1 + (random.NextDouble() - 0.5) * 0.1;
            AssertUlp(Math.Log(near), DeterministicMath.Log(near), 2);
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Log_at_its_limits(double x, double expected) => Assert.Equal(expected, DeterministicMath.Log(x));

    [Fact]
    public void Log_of_denormals() => AssertUlp(Math.Log(4.94e-322), DeterministicMath.Log(4.94e-322), 2);

    [Fact]
    public void Pow_is_within_three_ulp()
    {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++)
        {
            double x = Math.Exp(random.NextDouble() * 20 - 10);
            double y = random.NextDouble() * 100 - 50;
            AssertUlp(Math.Pow(x, y), DeterministicMath.Pow(x, y), 3);
        }
        foreach (double factor in new[] { 0.5, 0.9, 0.99, 0.999, 0.9999, 0.999999 })
        {
            for (long step = 1; step < 1_000_000; step = step * 3 / 2 + 1)
            {
                double expected = Math.Pow(factor, step);
                if (expected > 1e-300)
                    AssertUlp(expected, DeterministicMath.Pow(factor, step), 3);
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 3, 0)]
    [InlineData(0, -3, double.PositiveInfinity)]
    [InlineData(0.5, 1e9, 0)]
    [InlineData(2, 1e9, double.PositiveInfinity)]
    [InlineData(2, 10, 1024)]
    [InlineData(0.5, double.PositiveInfinity, 0)]
    [InlineData(0.5, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, -1, 0)]
    [InlineData(-2, 2, double.NaN)]
    [InlineData(2, double.NaN, double.NaN)]
    public void Pow_at_its_limits(double x, double y, double expected) => Assert.Equal(expected, DeterministicMath.Pow(x, y));

    [Fact]
    public void CosPi_is_accurate_in_every_octant()
    {
        for (int i = -4000; i <= 4000; i++)
        {
            double x = i / 1000.0;
            Assert.Equal(Math.Cos(Math.PI * x), DeterministicMath.CosPi(x), 4e-15);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0)]
    [InlineData(1, -1)]
    [InlineData(1.5, 0)]
    [InlineData(-2, 1)]
    [InlineData(9007199254740991, -1)]
    [InlineData(1e300, 1)]
    [InlineData(double.PositiveInfinity, double.NaN)]
    public void CosPi_is_exact_at_halves(double x, double expected) => Assert.Equal(expected, DeterministicMath.CosPi(x), 0.0);

    [Fact]
    public void SinPi_is_accurate_in_every_octant()
    {
        for (int i = -4000; i <= 4000; i++)
        {
            double x = i / 1000.0;
            Assert.Equal(Math.Sin(Math.PI * x), DeterministicMath.SinPi(x), 4e-15);
            AssertUlp(Math.Sin(Math.PI * x * 1e-3), DeterministicMath.SinPi(x * 1e-3), 3);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 1)]
    [InlineData(1, 0)]
    [InlineData(1.5, -1)]
    [InlineData(-0.5, -1)]
    [InlineData(-2, 0)]
    [InlineData(9007199254740991, 0)]
    [InlineData(1e300, 0)]
    [InlineData(double.PositiveInfinity, double.NaN)]
    public void SinPi_is_exact_at_halves(double x, double expected) => Assert.Equal(expected, DeterministicMath.SinPi(x), 0.0);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(0.999, 3.090232306167813)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-20, -9.262340089798408)]
    public void InverseNormal_gives_known_quantiles(double p, double expected) =>
        Assert.Equal(expected, DeterministicMath.InverseNormal(p), Math.Abs(expected) * 4e-15);

    /// <summary>Golden bits: a change in the order of operations shows here on every system.</summary>
    [Fact]
    public void Bits_are_part_of_the_contract()
    {
        ulong hash = 14695981039346656037ul;
        for (int i = 1; i <= 1000; i++)
        {
            foreach (double value in new[]
            {
                DeterministicMath.Exp(i * 0.37 - 180), DeterministicMath.Log(i * 0.0123), DeterministicMath.Pow(i * 0.00999, i * 0.1),
                DeterministicMath.CosPi(i * 0.00321), DeterministicMath.InverseNormal(i / 1001.0),
            })
                hash = unchecked((hash ^ BitConverter.DoubleToUInt64Bits(value)) * 1099511628211ul);
        }
        Assert.Equal(11731572115581875505ul, hash);
    }

    private static void AssertUlp(double expected, double actual, double ulps) =>
        Assert.InRange(actual, expected - ulps * Ulp(expected), expected + ulps * Ulp(expected));

    private static double Ulp(double x) => Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);
}
