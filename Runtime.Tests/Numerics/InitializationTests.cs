using GraphGen.CompilerServices;

namespace GraphGen.Tests.Numerics;

public class InitializationTests
{
    private const int FanIn = 100, FanOut = 400;

    public static TheoryData<Initializer, float, double> Uniforms => new()
    {
        { Initializer.HeUniform, 1f, Math.Sqrt(6.0 / FanIn) },
        { Initializer.GlorotUniform, 1f, Math.Sqrt(6.0 / (FanIn + FanOut)) },
        { Initializer.LecunUniform, 1f, Math.Sqrt(3.0 / FanIn) },
        { Initializer.Uniform, 0.25f, 0.25 },
        { Initializer.HeUniform, 3f, 3 * Math.Sqrt(6.0 / FanIn) },
    };

    public static TheoryData<Initializer, float, double> Normals => new()
    {
        { Initializer.HeNormal, 1f, Math.Sqrt(2.0 / FanIn) },
        { Initializer.GlorotNormal, 1f, Math.Sqrt(2.0 / (FanIn + FanOut)) },
        { Initializer.LecunNormal, 1f, Math.Sqrt(1.0 / FanIn) },
        { Initializer.Normal, 0.02f, 0.02f },
    };

    [Theory]
    [MemberData(nameof(Uniforms))]
    public void Uniform_laws_fill_their_interval(Initializer initializer, float scale, double limit)
    {
        float[] values = Fill(initializer, scale);
        Assert.All(values, value => Assert.InRange(value, -limit, limit));
        Assert.Equal(limit, values.Max(), limit * 0.001);
        Assert.Equal(-limit, values.Min(), limit * 0.001);
        Assert.Equal(0, Mean(values), limit * 0.015);
        Assert.Equal(limit * limit / 3, Variance(values), limit * limit * 0.01);
    }

    [Theory]
    [MemberData(nameof(Normals))]
    public void Normal_laws_have_their_moments(Initializer initializer, float scale, double deviation)
    {
        float[] values = Fill(initializer, scale);
        Assert.Equal(0, Mean(values), deviation * 0.02);
        Assert.Equal(deviation * deviation, Variance(values), deviation * deviation * 0.03);
        double beyondTwo = values.Count(value => Math.Abs(value) > 2 * deviation) / (double)values.Length;
        Assert.Equal(0.0455, beyondTwo, 0.004);
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Fill(Initializer.Zeros, 1), value => Assert.Equal(0f, value));
        Assert.All(Fill(Initializer.Ones, 1), value => Assert.Equal(1f, value));
        Assert.All(Fill(Initializer.Ones, 0.5f), value => Assert.Equal(0.5f, value));
    }

    [Theory]
    [InlineData(7, 20)]
    [InlineData(20, 7)]
    [InlineData(16, 16)]
    public void Orthogonal_vectors_are_orthonormal(int rows, int columns)
    {
        var values = new float[rows * columns];
        Initialization.Fill(Initializer.Orthogonal, 2f, columns, rows, 5, "rnn1.weight_hh_l0", values);
        bool byRows = rows <= columns;
        int vectors = Math.Min(rows, columns), length = Math.Max(rows, columns);
        for (int i = 0; i < vectors; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double dot = 0;
                for (int k = 0; k < length; k++)
                    dot += byRows ? values[i * columns + k] * values[j * columns + k] : values[k * columns + i] * values[k * columns + j];
                Assert.Equal(i == j ? 4 : 0, dot, 2e-6);
            }
        }
    }

    [Fact]
    public void Values_depend_on_seed_and_name_and_nothing_else()
    {
        float[] values = Fill(Initializer.Normal, 1, seed: 3, "a.weight");
        Assert.Equal(values, Fill(Initializer.Normal, 1, seed: 3, "a.weight"));
        Assert.NotEqual(values, Fill(Initializer.Normal, 1, seed: 4, "a.weight"));
        Assert.NotEqual(values, Fill(Initializer.Normal, 1, seed: 3, "b.weight"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public void An_element_does_not_depend_on_how_many_follow(int length)
    {
        var values = new float[length];
        Initialization.Fill(Initializer.HeUniform, 1, FanIn, FanOut, 9, "x", values);
        var longer = new float[8];
        Initialization.Fill(Initializer.HeUniform, 1, FanIn, FanOut, 9, "x", longer);
        Assert.Equal(longer[..length], values);
    }

    [Fact]
    public void Default_is_glorot_and_nonsense_is_refused()
    {
        Assert.Equal(Fill(Initializer.GlorotUniform, 1), Fill(Initializer.Default, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fill((Initializer)99, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initialization.Fill(Initializer.HeNormal, 1, 0, 1, 0, "x", new float[1]));
    }

    [Theory]
    [InlineData(Initializer.HeUniform, 758957318u)]
    [InlineData(Initializer.Normal, 4046555047u)]
    [InlineData(Initializer.Orthogonal, 2176159183u)]
    public void Bits_are_part_of_the_contract(Initializer initializer, uint expected)
    {
        uint hash = 2166136261;
        foreach (float value in Fill(initializer, 1, seed: 42, "dense1.weight"))
            hash = unchecked((hash ^ BitConverter.SingleToUInt32Bits(value)) * 16777619);
        Assert.Equal(expected, hash);
    }

    private static float[] Fill(Initializer initializer, float scale, ulong seed = 1, string path = "dense1.weight")
    {
        var values = new float[FanIn * FanOut];
        Initialization.Fill(initializer, scale, FanIn, FanOut, seed, path, values);
        return values;
    }

    private static double Mean(float[] values) => values.Average(value => (double)value);

    private static double Variance(float[] values)
    {
        double mean = Mean(values);
        return values.Average(value => (value - mean) * (value - mean));
    }
}
