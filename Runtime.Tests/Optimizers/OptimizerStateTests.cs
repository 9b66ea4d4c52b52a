using GraphGen.CompilerServices;

namespace GraphGen.Tests.Optimizers;

public unsafe class OptimizerStateTests
{
    private const int Length = 16 * 13;

    public static TheoryData<Optimizer> All =>
    [
        new Sgd(0.1f),
        new Sgd(0.1f, weightDecay: 0.01),
        new Sgd(Schedule.Cosine(0.1, 10), momentum: 0.9, weightDecay: 0.01, dampening: 0.2),
        new Sgd(0.05f, momentum: 0.9, nesterov: true),
        new Adam(Schedule.Cosine(0.01, 12, warmup: 3)),
        new Adam(0.01f, 0, 0, 1e-3),
        new Adam(0.01f, weightDecay: 0.1),
        new AdamW(0.01f, weightDecay: 0.1),
        new AdaGrad(0.1f),
        new AdaGrad(Schedule.Exponential(0.1, 0.9), learningRateDecay: 0.1, weightDecay: 0.01, initialAccumulator: 0.1, epsilon: 1e-4),
        new RmsProp(0.01f, epsilon: 1e-3),
        new RmsProp(0.01f, 0.9, 1e-3, momentum: 0.9, weightDecay: 0.01),
        // The difference of mean squares is ill-conditioned in single precision, as PyTorch's is: ε covers it.
        new RmsProp(0.01f, 0.9, 0.1, centered: true),
        new RmsProp(Schedule.Warmup(0.01, 4), 0.9, 0.1, momentum: 0.5, centered: true),
        new Sgd(0.1f, weightDecay: 0.01) { ClipValue = 0.5 },
        new Sgd(0.1f, momentum: 0.9) { ClipNorm = 3, L1 = 0.01 },
        new Adam(0.01f) { L1 = 0.01 },
        new AdamW(0.01f) { ClipValue = 0.3, ClipNorm = 2, L1 = 0.02 },
        new AdaGrad(0.1f) { ClipNorm = 1 },
        new RmsProp(0.01f, epsilon: 1e-3) { ClipValue = 0.3, ClipNorm = 1000, L1 = 0.02 },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Agrees_with_the_formulas_in_double(Optimizer optimizer)
    {
        const int steps = 20;
        using var parameters = new FlatBuffer(Numbers(1, Length, 1));
        var reference = new ReferenceOptimizer(optimizer, parameters.All);
        Segment[] segments = TestSegments.One(Length);
        OptimizerState state = optimizer.CreateState(segments);
        for (int step = 0; step < steps; step++)
        {
            using var gradients = new FlatBuffer(Numbers(10 + step, Length, 1));
            state.Step(parameters, gradients, segments, step);
            reference.Step(gradients.All, step);
        }
        for (int i = 0; i < Length; i++)
            Assert.Equal(reference.Parameters[i], parameters.All[i], 1e-5);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_partition_changes_a_bit(Optimizer optimizer)
    {
        float[] whole = Train(optimizer, (state, p, g) => state.Update(p, g, 0, 0, Length));
        float[] pieces = Train(optimizer, (state, p, g) =>
        {
            // Backwards, and in unequal ranges.
            state.Update(p, g, 0, 160, Length - 160);
            state.Update(p, g, 0, 16, 144);
            state.Update(p, g, 0, 0, 16);
        });
        AssertSameBits(whole, pieces);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_vector_width_changes_a_bit(Optimizer optimizer)
    {
        float[] narrow = Train(optimizer, Widths.Update<Simd128>);
        AssertSameBits(narrow, Train(optimizer, Widths.Update<Simd256>));
        AssertSameBits(narrow, Train(optimizer, Widths.Update<Simd512>));
        AssertSameBits(narrow, Train(optimizer, (state, p, g) => state.Update(p, g, 0, 0, Length)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Padding_stays_zero(Optimizer optimizer)
    {
        using var parameters = new FlatBuffer(new float[32]);
        using var gradients = new FlatBuffer(new float[32]);
        Segment[] segments = TestSegments.One(32);
        OptimizerState state = optimizer.CreateState(segments);
        for (int step = 0; step < 5; step++)
            state.Step(parameters, gradients, segments, step);
        foreach (float value in parameters.All)
            Assert.Equal(0f, value);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Dead_units_leave_no_denormals_behind(Optimizer optimizer)
    {
        using var parameters = new FlatBuffer(Numbers(1, 16, 1));
        using var gradients = new FlatBuffer(Numbers(2, 16, 1e-3f));
        Segment[] segments = TestSegments.One(16);
        OptimizerState state = optimizer.CreateState(segments);
        for (int step = 0; step < 3000; step++)
        {
            state.Step(parameters, gradients, segments, step);
            Assert.True(Widths.Moments(state).All(value => value == 0 || float.IsNormal(value)), $"denormal after step {step}");
            // From 1e-3 down through the range of gradients whose squares, and which themselves, are denormal; then zero.
            foreach (ref float g in gradients.All)
                g = step < 50 ? g / 10 : 0;
        }
        foreach (float value in parameters.All)
            Assert.True(float.IsFinite(value));
        if (optimizer is Sgd { Momentum: > 0, WeightDecay: 0, L1: 0 })
            Assert.All(Widths.Moments(state), value => Assert.Equal(0f, value));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Not_a_number_is_not_hidden(Optimizer optimizer)
    {
        using var parameters = new FlatBuffer(Numbers(1, 16, 1));
        using var gradients = new FlatBuffer(Numbers(2, 16, 1));
        gradients.All[3] = float.NaN;
        Segment[] segments = TestSegments.One(16);
        OptimizerState state = optimizer.CreateState(segments);
        state.Step(parameters, gradients, segments, 0);
        for (int i = 0; i < 16; i++)
            Assert.Equal(i == 3 || state.NeedsNorm, float.IsNaN(parameters.All[i])); // the norm of a gradient with it is none
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Updates_allocate_nothing(Optimizer optimizer)
    {
        using var parameters = new FlatBuffer(Numbers(1, 16, 1));
        using var gradients = new FlatBuffer(Numbers(2, 16, 1));
        Segment[] segments = TestSegments.One(16);
        OptimizerState state = optimizer.CreateState(segments);
        long before = 0;
        for (int step = 0; step < 20; step++)
        {
            if (step == 10)
                before = GC.GetAllocatedBytesForCurrentThread();
            state.Step(parameters, gradients, segments, step);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private delegate void UpdateAll(OptimizerState state, float* parameters, float* gradients);

    private static float[] Train(Optimizer optimizer, UpdateAll update)
    {
        using var parameters = new FlatBuffer(Numbers(1, Length, 1));
        Segment[] segments = TestSegments.One(Length);
        OptimizerState state = optimizer.CreateState(segments);
        for (int step = 0; step < 7; step++)
        {
            using var gradients = new FlatBuffer(Numbers(10 + step, Length, 1));
            state.Begin(step);
            if (state.NeedsNorm)
                state.SetNorm(GradientNorm.Of(gradients.Data, segments, state));
            update(state, parameters.Data, gradients.Data);
        }
        return parameters.All.ToArray();
    }

    private static float[] Numbers(int seed, int length, float scale)
    {
        var random = new Random(seed);
        var values = new float[length];
        foreach (ref float value in values.AsSpan())
            value = (random.NextSingle() - 0.5f) * 2 * scale;
        return values;
    }

    private static void AssertSameBits(float[] expected, float[] actual) =>
        Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), actual.Select(BitConverter.SingleToUInt32Bits));
}
