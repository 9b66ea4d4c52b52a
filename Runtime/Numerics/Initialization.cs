using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Initial values of parameters. Each is a function of the network's seed, the parameter's name and the element's index in
/// the public layout: neither the memory layout nor the other parameters have a say in it.
/// </summary>
internal static class Initialization
{
    /// <summary>Inputs of one output: the product of all axes of a public shape but the first; of a vector its length.</summary>
    public static long FanIn(ReadOnlySpan<int> shape) => Segment.Product(shape.Length == 1 ? shape : shape[1..]);

    /// <summary>Outputs fed by one input: the first axis, times the positions of a kernel.</summary>
    public static long FanOut(ReadOnlySpan<int> shape) => (long)shape[0] * (shape.Length <= 2 ? 1 : Segment.Product(shape[2..]));

    /// <summary>Fills a parameter, given in its public layout.</summary>
    /// <param name="initializer">The distribution.</param>
    /// <param name="scale">Multiplies every value; finite.</param>
    /// <param name="fanIn">Inputs of one output: the product of all axes but the first; at least 1.</param>
    /// <param name="fanOut">Outputs fed by one input; at least 1.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="path">The parameter's name.</param>
    /// <param name="publicLayout">The elements, row by row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fan is below 1, or the initialiser is none.</exception>
    public static void Fill(
        Initializer initializer, float scale, long fanIn, long fanOut, ulong seed, string path, Span<float> publicLayout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        ulong key = Philox.Key(seed, Philox.InitialValues, Philox.Path(path));
        switch (initializer)
        {
            case Initializer.Zeros:
                publicLayout.Clear();
                break;
            case Initializer.Ones:
                publicLayout.Fill(scale);
                break;
            case Initializer.HeUniform:
                Uniform(scale * Math.Sqrt(6.0 / fanIn), key, publicLayout);
                break;
            case Initializer.HeNormal:
                Normal(scale * Math.Sqrt(2.0 / fanIn), key, publicLayout);
                break;
            case Initializer.Default:
            case Initializer.GlorotUniform:
                Uniform(scale * Math.Sqrt(6.0 / ((double)fanIn + fanOut)), key, publicLayout);
                break;
            case Initializer.GlorotNormal:
                Normal(scale * Math.Sqrt(2.0 / ((double)fanIn + fanOut)), key, publicLayout);
                break;
            case Initializer.LecunUniform:
                Uniform(scale * Math.Sqrt(3.0 / fanIn), key, publicLayout);
                break;
            case Initializer.LecunNormal:
                Normal(scale * Math.Sqrt(1.0 / fanIn), key, publicLayout);
                break;
            case Initializer.Uniform:
                Uniform(scale, key, publicLayout);
                break;
            case Initializer.Normal:
                Normal(scale, key, publicLayout);
                break;
            case Initializer.Orthogonal:
                Orthogonal(scale, checked((int)Math.Min(fanIn, Math.Max(1, publicLayout.Length))), key, publicLayout);
                break;
            default:
                throw new ArgumentOutOfRangeException(
                    nameof(initializer), initializer, $"The parameter '{path}' asks for an initializer that does not exist.");
        }
    }

    private static void Uniform(double limit, ulong key, Span<float> values) => Draw(new UniformLaw(limit), key, values);

    private static void Normal(double deviation, ulong key, Span<float> values) => Draw(new NormalLaw(deviation), key, values);

    /// <summary>Orthonormalises a matrix of normal numbers by its shorter side, which makes every orthogonal matrix equally likely.</summary>
    private static void Orthogonal(double scale, int columns, ulong key, Span<float> values)
    {
        Normal(1, key, values);
        int rows = values.Length / columns;
        bool byRows = rows <= columns;
        int vectors = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[] basis = new double[(long)vectors * length];
        for (int i = 0; i < rows * columns; i++)
            basis[byRows ? i : i % columns * length + i / columns] = values[i];
        GramSchmidt(basis, vectors, length);
        for (int i = 0; i < rows * columns; i++)
            values[i] = (float)(scale * basis[byRows ? i : i % columns * length + i / columns]);
    }

    /// <summary>Modified Gram-Schmidt: in double, the condition of a normal matrix leaves far more digits than a float holds.</summary>
    private static void GramSchmidt(double[] basis, int vectors, int length)
    {
        for (int i = 0; i < vectors; i++)
        {
            Span<double> vector = basis.AsSpan(i * length, length);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> earlier = basis.AsSpan(j * length, length);
                AddScaled(vector, earlier, -Dot(vector, earlier));
            }
            double norm = Math.Sqrt(Dot(vector, vector));
            for (int k = 0; k < length; k++)
                vector[k] /= norm;
        }
    }

    /// <summary>Four chains, always: the order of summation is part of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int i = 0;
        for (; i <= left.Length - 4; i += 4)
        {
            sum0 += left[i] * right[i];
            sum1 += left[i + 1] * right[i + 1];
            sum2 += left[i + 2] * right[i + 2];
            sum3 += left[i + 3] * right[i + 3];
        }
        for (; i < left.Length; i++)
            sum0 += left[i] * right[i];
        return sum0 + sum1 + (sum2 + sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] += factor * source[i];
    }

    /// <summary>Element i takes word i mod 4 of counter i / 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Draw<TLaw>(TLaw law, ulong key, Span<float> values) where TLaw : struct, ILaw
    {
        int i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            Philox.Block block = Philox.Draw((ulong)i / 4, 0, key);
            values[i] = law.Quantile(Probability(block.Word0));
            values[i + 1] = law.Quantile(Probability(block.Word1));
            values[i + 2] = law.Quantile(Probability(block.Word2));
            values[i + 3] = law.Quantile(Probability(block.Word3));
        }
        if (i == values.Length)
            return;
        Philox.Block last = Philox.Draw((ulong)i / 4, 0, key);
        for (int word = 0; i < values.Length; i++, word++)
            values[i] = law.Quantile(Probability(word == 0 ? last.Word0 : word == 1 ? last.Word1 : last.Word2));
    }

    /// <summary>The middle of the word's interval: in (0, 1), never at its ends.</summary>
    private static double Probability(uint word) => (word + 0.5) * (1.0 / 4294967296.0);

    private interface ILaw
    {
        float Quantile(double probability);
    }

    private readonly struct UniformLaw(double limit) : ILaw
    {
        public float Quantile(double probability) => (float)((2 * probability - 1) * limit);
    }

    private readonly struct NormalLaw(double deviation) : ILaw
    {
        public float Quantile(double probability) => (float)(DeterministicMath.InverseNormal(probability) * deviation);
    }
}
