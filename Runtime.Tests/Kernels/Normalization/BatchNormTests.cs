using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Normalization;

/// <summary>Batch normalisation's kernels against plain loops in double precision, shared out in many ways, on every width.</summary>
public unsafe class BatchNormTests
{
    private const float Momentum = 0.3f;
    private const float Epsilon = 1e-3f;

    public static TheoryData<int, int, int> Sizes => NormBuffers.Sizes;

    private static float Weight(int column) => 0.5f + 0.1f * (column % 7);

    private static float Bias(int column) => 0.3f - 0.2f * (column % 5);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EqualsPlainLoops(int samples, int rows, int columns) => Check(samples, rows, columns, mean: 0f, tolerance: 2e-5);

    /// <summary>A mean of thousands of deviations: sums of squares would cancel.</summary>
    [Theory]
    [InlineData(4, 70, 20)]
    [InlineData(64, 1, 20)]
    public void StandsMeansFarFromZero(int samples, int rows, int columns) => Check(samples, rows, columns, mean: 3000f, tolerance: 2e-3);

    private static void Check(int samples, int rows, int columns, float mean, double tolerance)
    {
        using State state = new(samples, rows, columns, mean);
        state.Run(workers: 1, bySamples: true);
        var expected = NormBuffers.Reference(
            NormBuffers.Doubles(state.X, samples), NormBuffers.Doubles(state.Dy, samples), c => Weight(c), c => Bias(c), Epsilon, (_, _, column) => column);
        NormBuffers.Expect(expected.Y, state.Y, tolerance);
        NormBuffers.Expect(expected.Dx, state.Dx, 2 * tolerance);
        NormBuffers.Expect(expected.WeightGradient, state.WeightGradient, 2 * tolerance);
        NormBuffers.Expect(expected.BiasGradient, state.BiasGradient, 2e-5);
        double[] means = [.. Enumerable.Range(0, columns).Select(c => 0.7 * 0.25 + 0.3 * expected.Cells[c].Mean)];
        double[] variances = [.. Enumerable.Range(0, columns).Select(c => 0.7 * 2 + 0.3 * expected.Cells[c].Variance * expected.Cells[c].Count / (expected.Cells[c].Count - 1))];
        NormBuffers.Expect(means, state.RunningMean, 1e-6);
        NormBuffers.Expect(variances, state.RunningVariance, 1e-5);
        NormBuffers.ExpectZeroPadding(state.Dx, samples);
        foreach (ParameterVector vector in (ParameterVector[])[state.RunningMean, state.RunningVariance, state.WeightGradient, state.BiasGradient])
            NormBuffers.ExpectZeroPadding(vector);
    }

    [Theory]
    [InlineData(9, 1, 100)]
    [InlineData(7, 70, 100)]
    [InlineData(3, 130, 17)]
    public void HasTheSameBitsHoweverSharedOut(int samples, int rows, int columns)
    {
        using State alone = new(samples, rows, columns, mean: 2f);
        alone.Run(workers: 1, bySamples: true);
        foreach (bool bySamples in (bool[])[true, false])
        {
            foreach (int workers in (int[])[2, 3, 5, 8])
            {
                using State shared = new(samples, rows, columns, mean: 2f);
                shared.Run(workers, bySamples);
                Assert.Equal(alone.Results, shared.Results);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void HasTheSameBitsOnEveryWidth(int samples, int rows, int columns)
    {
        using State state = new(samples, rows, columns, mean: 2f);
        int padded = Tensor<float>.PaddedColumns(columns);
        float[][] results = [new float[4 * padded], new float[4 * padded], new float[4 * padded]];
        for (int width = 0; width < 3; width++)
        {
            fixed (float* to = results[width])
            {
                if (width == 0)
                    Moments<Simd128>(to);
                else if (width == 1)
                    Moments<Simd256>(to);
                else
                    Moments<Simd512>(to);
            }
        }

        Assert.Equal(results[2], results[0]);
        Assert.Equal(results[2], results[1]);

        void Moments<V>(float* to) where V : struct, ISimd<V>
        {
            ChannelMoments.Centred<V>(state.X.Data, state.X.Stride, rows, 0, padded, to, to + padded);
            ChannelMoments.Gradients<V>(state.Dy.Data, state.Dy.Stride, state.X.Data, state.X.Stride, rows, 0, padded, to, to + 2 * padded, to + 3 * padded);
        }
    }

    [Fact]
    public void ContinuesGradientsWhereTheStepAccumulates()
    {
        using State state = new(4, 6, 20, mean: 0f);
        state.Run(workers: 1, bySamples: true);
        float[] once = state.WeightGradientValues;
        state.Run(workers: 1, bySamples: true, accumulate: true);
        Assert.Equal([.. once.Select(value => value + value)], state.WeightGradientValues);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(40, true)]
    [InlineData(70, false)]
    public void TurnsRunningStatisticsIntoScaleAndShift(int columns, bool isAffine)
    {
        var (meanBuffer, mean) = NormBuffers.Vector(columns, i => i - 7f);
        var (varianceBuffer, variance) = NormBuffers.Vector(columns, i => 0.5f + i);
        var (weightBuffer, weight) = NormBuffers.Vector(columns, Weight);
        var (biasBuffer, bias) = NormBuffers.Vector(columns, Bias);
        var (scaleBuffer, scale) = NormBuffers.Vector(columns, _ => 9f, padding: 9f);
        var (shiftBuffer, shift) = NormBuffers.Vector(columns, _ => 9f, padding: 9f);
        ParameterVector none = default;
        KernelBuffers.Run(1, false, w => BatchNorm.Running(ref w, 0, isAffine ? weight : none, isAffine ? bias : none, mean, variance, scale, shift, Epsilon), NormBuffers.Channels(columns, 2));
        for (int i = 0; i < columns; i++)
        {
            double factor = (isAffine ? Weight(i) : 1.0) / Math.Sqrt(0.5 + i + Epsilon);
            Assert.Equal((float)factor, scale.Data[i]);
            Assert.Equal((float)((isAffine ? Bias(i) : 0.0) - (i - 7.0) * factor), shift.Data[i]);
        }

        NormBuffers.ExpectZeroPadding(scale);
        NormBuffers.ExpectZeroPadding(shift);
        GC.KeepAlive((meanBuffer, varianceBuffer, weightBuffer, biasBuffer, scaleBuffer, shiftBuffer));
    }

    /// <summary>All that a layer has, and a step as sessions run it.</summary>
    private sealed class State : IDisposable
    {
        private readonly List<AlignedBuffer> _buffers = [];
        private readonly int _samples, _rows, _columns;
        private readonly Tensor<float> _moments, _sums;
        private readonly ParameterVector _weight, _bias, _mean, _inverse, _scale, _shift, _own, _theirs, _constant;

        public State(int samples, int rows, int columns, float mean)
        {
            (_samples, _rows, _columns) = (samples, rows, columns);
            X = Tensor(rows, 1, padding: 1e30f);
            for (int i = 0; i < samples * rows * X.Stride; i++)
                X.Data[i] += i % X.Stride < columns ? mean : 0f;
            Dy = Tensor(rows, 2, padding: 0f);
            Y = Tensor(rows, 3, padding: 9f);
            Dx = Tensor(rows, 4, padding: 9f);
            _moments = Tensor(2, 5, padding: 9f);
            _sums = Tensor(2, 6, padding: 9f);
            (_weight, _bias) = (Vector(Weight), Vector(Bias));
            (RunningMean, RunningVariance) = (Vector(_ => 0.25f), Vector(_ => 2f));
            (_mean, _inverse, _scale, _shift) = (Vector(null), Vector(null), Vector(null), Vector(null));
            (_own, _theirs, _constant) = (Vector(null), Vector(null), Vector(null));
            (WeightGradient, BiasGradient) = (Vector(_ => 0f), Vector(_ => 0f));
        }

        public Tensor<float> X { get; }

        public Tensor<float> Dy { get; }

        public Tensor<float> Y { get; }

        public Tensor<float> Dx { get; }

        public ParameterVector RunningMean { get; }

        public ParameterVector RunningVariance { get; }

        public ParameterVector WeightGradient { get; }

        public ParameterVector BiasGradient { get; }

        public float[] WeightGradientValues => new Span<float>(WeightGradient.Data, _columns).ToArray();

        public float[] Results =>
        [
            .. KernelBuffers.Elements(Y, _samples), .. KernelBuffers.Elements(Dx, _samples), .. WeightGradientValues,
            .. new Span<float>(BiasGradient.Data, _columns), .. new Span<float>(RunningMean.Data, _columns), .. new Span<float>(RunningVariance.Data, _columns),
        ];

        public void Run(int workers, bool bySamples, bool accumulate = false)
        {
            Part[] shares = NormBuffers.Shares(_samples, _columns, workers, bySamples), channels = NormBuffers.Channels(_columns, workers);
            Tensor<float> none = default;
            if (_rows > 1)
                KernelBuffers.Run(_samples, false, w => BatchNorm.Moments(ref w, 0, X, _moments), shares);
            KernelBuffers.Run(_samples, false, w => BatchNorm.Statistics(
                ref w, 0, _rows > 1 ? _moments : X, _rows, _weight, _bias, RunningMean, RunningVariance, _mean, _inverse, _scale, _shift, Momentum, Epsilon), channels);
            KernelBuffers.Run(_samples, false, w => Pointwise.Run(ref w, 0, X, Y, Epilogue.ScaleColumns(_scale, _shift)), shares);
            if (_rows > 1)
                KernelBuffers.Run(_samples, false, w => BatchNorm.Sums(ref w, 0, Dy, X, _mean, _sums), shares);
            KernelBuffers.Run(_samples, accumulate, w => BatchNorm.Gradients(
                ref w, 0, _rows > 1 ? _sums : Dy, _rows > 1 ? none : X, _rows, _weight, _mean, _inverse, _own, _theirs, _constant, WeightGradient, BiasGradient), channels);
            KernelBuffers.Run(_samples, false, w => Pointwise.Run(ref w, 0, Dy, Dx, Epilogue.BlendColumns(X, _own, _theirs, _constant)), shares);
        }

        public void Dispose() => GC.KeepAlive(_buffers);

        private Tensor<float> Tensor(int rows, int seed, float padding)
        {
            var (buffer, tensor) = KernelBuffers.Padded(_samples, rows, _columns, seed, padding);
            _buffers.Add(buffer);
            return tensor;
        }

        /// <summary>Without values: junk that the kernels must replace, padding too.</summary>
        private ParameterVector Vector(Func<int, float>? value)
        {
            var (buffer, vector) = NormBuffers.Vector(_columns, value ?? (_ => 9f), value is null ? 9f : 0f);
            _buffers.Add(buffer);
            return vector;
        }
    }
}
