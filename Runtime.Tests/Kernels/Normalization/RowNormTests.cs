using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Normalization;

/// <summary>The normalisations that know one sample only, against plain loops in double precision, shared out in many ways.</summary>
public unsafe class RowNormTests
{
    private const float Epsilon = 1e-3f;

    public static TheoryData<int, int, int> Sizes => NormBuffers.Sizes;

    private static float Weight(int column) => 0.5f + 0.1f * (column % 7);

    private static float Bias(int column) => 0.3f - 0.2f * (column % 5);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void LayerNormEqualsPlainLoops(int samples, int rows, int columns)
    {
        State state = new(samples, rows, columns, groups: 0);
        state.Run(workers: 1);
        Check(state, samples, columns, (s, r, _) => s * rows + r);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void GroupNormEqualsPlainLoops(int samples, int rows, int columns)
    {
        foreach (int groups in Enumerable.Range(1, columns).Where(groups => columns % groups == 0 && rows * columns > groups))
        {
            State state = new(samples, rows, columns, groups);
            state.Run(workers: 1);
            Check(state, samples, columns, (s, _, c) => s * groups + c / (columns / groups));
        }
    }

    private static void Check(State state, int samples, int columns, Func<int, int, int, int> cellOf)
    {
        var expected = NormBuffers.Reference(
            NormBuffers.Doubles(state.X, samples), NormBuffers.Doubles(state.Dy, samples), c => Weight(c), c => Bias(c), Epsilon, cellOf);
        if (columns > 1)
        {
            NormBuffers.Expect(expected.Y, state.Y, 5e-5);
            NormBuffers.Expect(expected.Dx, state.Dx, 5e-4);
            NormBuffers.Expect(expected.WeightGradient, state.WeightGradient, 5e-5);
        }

        NormBuffers.Expect(expected.BiasGradient, state.BiasGradient, 2e-5);
        NormBuffers.ExpectZeroPadding(state.Dx, samples);
        NormBuffers.ExpectZeroPadding(state.WeightGradient);
        NormBuffers.ExpectZeroPadding(state.BiasGradient);
    }

    [Theory]
    [InlineData(7, 70, 100, 0)]
    [InlineData(7, 70, 100, 5)]
    [InlineData(9, 1, 48, 0)]
    [InlineData(9, 1, 48, 3)]
    public void HaveTheSameBitsHoweverSharedOut(int samples, int rows, int columns, int groups)
    {
        State alone = new(samples, rows, columns, groups);
        alone.Run(workers: 1);
        foreach (int workers in (int[])[2, 3, 5, 8])
        {
            State shared = new(samples, rows, columns, groups);
            shared.Run(workers);
            Assert.Equal(alone.Results, shared.Results);
        }
    }

    /// <summary>The gradients of two halves, accumulated, are those of the whole.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void AccumulateToTheBitsOfTheLargeBatch(int groups)
    {
        const int samples = 6, half = 2;
        State whole = new(samples, 5, 20, groups), parts = new(samples, 5, 20, groups);
        whole.Run(workers: 1);
        parts.Run(workers: 1, 0, half);
        parts.Run(workers: 1, half, samples, accumulate: true);
        Assert.Equal(whole.Gradients, parts.Gradients);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void LayerNormHasTheSameBitsOnEveryWidth(int samples, int rows, int columns)
    {
        float[][] results = [.. Enumerable.Range(0, 3).Select(width =>
        {
            State state = new(samples, rows, columns, groups: 0);
            if (width == 0)
                state.RunRows<Simd128>();
            else if (width == 1)
                state.RunRows<Simd256>();
            else
                state.RunRows<Simd512>();
            return state.Results;
        })];
        Assert.Equal(results[2], results[0]);
        Assert.Equal(results[2], results[1]);
    }

    [Fact]
    public void RunWhatIsFusedOverAllRows()
    {
        foreach (int groups in (int[])[0, 4])
        {
            State plain = new(2, 300, 20, groups), fused = new(2, 300, 20, groups) { IsHalved = true };
            plain.Run(workers: 1);
            fused.Run(workers: 1);
            Assert.Equal([.. KernelBuffers.Elements(plain.Y, 2).Select(value => value * 0.5f + 1f)], KernelBuffers.Elements(fused.Y, 2));
        }
    }

    /// <summary>All that a layer has: a layer normalisation without groups, else a group normalisation.</summary>
    private sealed class State
    {
        private readonly List<AlignedBuffer> _buffers = [];
        private readonly int _samples, _columns, _groups;
        private readonly Tensor<float> _moments, _sums, _factors;
        private readonly ParameterVector _weight, _bias;

        public State(int samples, int rows, int columns, int groups)
        {
            (_samples, _columns, _groups) = (samples, columns, groups);
            X = Tensor(rows, columns, 1, padding: 1e30f);
            Dy = Tensor(rows, columns, 2, padding: 0f);
            Y = Tensor(rows, columns, 3, padding: 9f);
            Dx = Tensor(rows, columns, 4, padding: 9f);
            _moments = groups == 0 ? Tensor(2, rows, 5, padding: 9f) : Tensor(4, columns, 5, padding: 9f);
            _sums = Tensor(2, columns, 6, padding: 9f);
            _factors = Tensor(3, columns, 7, padding: 9f);
            (_weight, _bias) = (Vector(Weight), Vector(Bias));
            (WeightGradient, BiasGradient) = (Vector(_ => 0f), Vector(_ => 0f));
        }

        public bool IsHalved { get; init; }

        public Tensor<float> X { get; }

        public Tensor<float> Dy { get; }

        public Tensor<float> Y { get; }

        public Tensor<float> Dx { get; }

        public ParameterVector WeightGradient { get; }

        public ParameterVector BiasGradient { get; }

        public float[] Gradients => [.. new Span<float>(WeightGradient.Data, _columns), .. new Span<float>(BiasGradient.Data, _columns)];

        public float[] Results => [.. KernelBuffers.Elements(Y, _samples), .. KernelBuffers.Elements(Dx, _samples), .. Gradients];

        public void Run(int workers) => Run(workers, 0, _samples);

        /// <summary>A step over some samples, as if there were no others.</summary>
        public void Run(int workers, int first, int end, bool accumulate = false)
        {
            int count = end - first;
            Tensor<float> x = From(X, first), dy = From(Dy, first), y = From(Y, first), dx = From(Dx, first);
            Tensor<float> moments = From(_moments, first), sums = From(_sums, first), factors = From(_factors, first);
            Part[] shares = NormBuffers.Shares(count, _columns, workers, bySamples: true);
            KernelBuffers.Run(count, false, w =>
            {
                if (IsHalved)
                    Forward(w, x, y, moments, Epilogue.Affine(0.5f, 1f));
                else
                    Forward(w, x, y, moments, Epilogue.None);
                if (_groups == 0)
                    LayerNorm.Backward(ref w, 0, dy, x, _weight, moments, dx, sums);
                else
                    GroupNorm.Backward(ref w, 0, dy, x, _weight, moments, dx, sums, factors, _groups);
            }, shares);
            KernelBuffers.Run(count, accumulate, w => NormGradients.Add(ref w, 0, sums, WeightGradient, BiasGradient), NormBuffers.Channels(_columns, workers));
        }

        public void RunRows<V>() where V : struct, ISimd<V>
        {
            LayerNorm.ForwardRows<V>(0, _samples * X.Rows, X, _weight, _bias, Y, _moments, Epsilon);
            for (int sample = 0; sample < _samples; sample++)
                LayerNorm.BackwardSample<V>(sample, Dy, X, _weight, _moments, Dx, _sums);
            KernelBuffers.Run(_samples, false, w => NormGradients.Add(ref w, 0, _sums, WeightGradient, BiasGradient), NormBuffers.Channels(_columns, 1));
        }

        private void Forward<T>(Worker w, Tensor<float> x, Tensor<float> y, Tensor<float> moments, T epilogue) where T : struct, IEpilogue
        {
            if (_groups == 0)
                LayerNorm.Forward(ref w, 0, x, _weight, _bias, y, moments, Epsilon, epilogue);
            else
                GroupNorm.Forward(ref w, 0, x, _weight, _bias, y, moments, _groups, Epsilon, epilogue);
        }

        private static Tensor<float> From(Tensor<float> tensor, int sample) =>
            new(tensor.Data + (nint)sample * tensor.Rows * tensor.Stride, tensor.Rows, tensor.Columns, tensor.Stride);

        private Tensor<float> Tensor(int rows, int columns, int seed, float padding)
        {
            var (buffer, tensor) = KernelBuffers.Padded(_samples, rows, columns, seed, padding);
            _buffers.Add(buffer);
            return tensor;
        }

        private ParameterVector Vector(Func<int, float> value)
        {
            var (buffer, vector) = NormBuffers.Vector(_columns, value);
            _buffers.Add(buffer);
            return vector;
        }
    }
}
