using GraphGen.CompilerServices;

namespace GraphGen.Tests.Optimizers;

public unsafe class ParameterGroupTests
{
    [Theory]
    [InlineData("dense1.weight", "dense1.weight", true)]
    [InlineData("dense1.weight", "dense1.weights", false)]
    [InlineData("dense1.weight", "xdense1.weight", false)]
    [InlineData("Dense1.weight", "dense1.weight", false)]
    [InlineData("*", "dense1.weight", true)]
    [InlineData("*.bias", "stage2.0.dense1.bias", true)]
    [InlineData("*.bias", "dense1.biases", false)]
    [InlineData("stage?.*", "stage2.0.dense1.bias", true)]
    [InlineData("stage?.*", "stage12.0.dense1.bias", false)]
    [InlineData("*dense?.*", "see.dense1.weight", true)]
    [InlineData("**e*e*", "see.x", true)]
    [InlineData("*e*e*e*", "see.x", false)]
    [InlineData("*ab", "aab", true)]
    [InlineData("*aab", "aaab", true)]
    [InlineData("a*b*c", "abbbcbc", true)]
    [InlineData("?", "a", true)]
    [InlineData("?", "ab", false)]
    [InlineData("??", "a", false)]
    [InlineData("dense1.*", "dense1.", true)]
    [InlineData("dense1.?*", "dense1.", false)]
    [InlineData("dense[1].+", "dense1.x", false)]
    public void Patterns_fit_whole_names(string pattern, string name, bool fits) =>
        Assert.Equal(fits, new ParameterGroup(pattern).Matches(name));

    [Fact]
    public void The_first_group_that_fits_wins()
    {
        Segment[] segments = TestSegments.Of(("a.weight", 1, true), ("a.bias", 1, true), ("b.weight", 1, true), ("b.bias", 1, true));
        using FlatBuffer parameters = Ones(segments);
        using FlatBuffer gradients = Ones(segments);
        var optimizer = new Sgd(1f)
        {
            Groups = [new("a.bias") { LearningRateScale = 0.5 }, new("*.bias") { LearningRateScale = 0.25 }, new("a.*") { LearningRateScale = 0 }],
        };
        optimizer.CreateState(segments).Step(parameters, gradients, segments, 0);
        Assert.Equal([1f, 0.5f, 0f, 0.75f], segments.Select(segment => parameters.All[segment.Offset]));
    }

    [Fact]
    public void Frozen_parameters_keep_their_bits()
    {
        Segment[] segments = TestSegments.Of(("a", 20, true), ("b", 20, true), ("c", 20, false));
        using FlatBuffer parameters = Ones(segments);
        using FlatBuffer gradients = Ones(segments);
        OptimizerState state = new Adam(1f) { L1 = 1, Groups = [new("b") { Frozen = true }, new("c") { LearningRateScale = 2 }] }.CreateState(segments);
        state.Step(parameters, gradients, segments, 0);
        Assert.Equal([false, true, true], Enumerable.Range(0, 3).Select(state.IsFrozen));
        Assert.NotEqual(1f, parameters.All[0]);
        foreach (float value in parameters.All[segments[1].Offset..])
            Assert.True(value is 0 or 1);
    }

    [Fact]
    public void Groups_have_their_own_decay_and_penalty()
    {
        Segment[] segments = TestSegments.Of(("a", 1, true), ("b", 1, true), ("c", 1, true), ("d", 1, true));
        using FlatBuffer parameters = Ones(segments);
        using var gradients = new FlatBuffer(new float[parameters.Length]);
        var optimizer = new Sgd(1f, weightDecay: 0.5)
        {
            L1 = 0.125,
            Groups = [new("a") { WeightDecay = 0 }, new("b") { L1 = 0 }, new("c") { WeightDecay = 0.25, L1 = 0.25 }],
        };
        optimizer.CreateState(segments).Step(parameters, gradients, segments, 0);
        Assert.Equal([0.875f, 0.5f, 0.5f, 0.375f], segments.Select(segment => parameters.All[segment.Offset]));
    }

    [Fact]
    public void Equal_numbers_of_a_group_change_no_bit()
    {
        Segment[] segments = TestSegments.Of(("a", 50, true), ("b", 50, true));
        var plain = new AdamW(0.01f);
        AdamW grouped = plain with { Groups = [new("a"), new("b") { WeightDecay = plain.WeightDecay, LearningRateScale = 1, L1 = 0 }] };
        Assert.Equal(Train(plain, segments), Train(grouped, segments));
    }

    [Fact]
    public void The_gradients_stay_as_they_are()
    {
        Segment[] segments = TestSegments.One(20);
        using FlatBuffer parameters = Ones(segments);
        using FlatBuffer gradients = Ones(segments);
        new Adam(1f) { ClipValue = 0.5, ClipNorm = 0.1, L1 = 1 }.CreateState(segments).Step(parameters, gradients, segments, 0);
        for (int i = 0; i < 20; i++)
            Assert.Equal(1f, gradients.All[i]);
    }

    [Fact]
    public void A_pattern_that_fits_nothing_is_named_with_the_names_there_are()
    {
        Segment[] segments = TestSegments.Of(("dense1.weight", 4, true), ("dense1.bias", 4, false));
        var exception = Assert.Throws<ArgumentException>(
            () => new Sgd(1f) { Groups = [new("*.bias"), new("conv*") { Frozen = true }] }.CreateState(segments));
        Assert.Contains("'conv*' matches no parameter of the network, which has dense1.weight, dense1.bias.", exception.Message);
        exception = Assert.Throws<ArgumentException>(() => new Sgd(1f) { Groups = [new("*")] }.CreateState(TestSegments.Of()));
        Assert.Contains("'*' matches no parameter of the network, which has no parameters.", exception.Message);
    }

    [Fact]
    public void A_rate_beyond_single_precision_changes_nothing()
    {
        OptimizerState state = new Sgd(Schedule.Exponential(1, 1e20)) { Groups = [new("*") { LearningRateScale = 1e10 }] }.CreateState(16);
        state.Begin(1);
        string message = Assert.Throws<InvalidOperationException>(() => state.Begin(10)).Message;
        Assert.Contains("step 10", message);
        OptimizerState grouped = new Sgd(1e30f) { Groups = [new("*") { LearningRateScale = 1e10 }] }.CreateState(16);
        message = Assert.Throws<InvalidOperationException>(() => grouped.Begin(3)).Message;
        Assert.Contains("of step 3 by 10000000000", message);
        Assert.Equal(1e20, state.LearningRate, 1e6);
    }

    private static FlatBuffer Ones(Segment[] segments)
    {
        var buffer = new FlatBuffer(new float[TestSegments.Length(segments)]);
        foreach (Segment segment in segments)
            buffer.All.Slice(segment.Offset, segment.Count).Fill(1);
        return buffer;
    }

    private static float[] Train(Optimizer optimizer, Segment[] segments)
    {
        using FlatBuffer parameters = Ones(segments);
        OptimizerState state = optimizer.CreateState(segments);
        var random = new Random(3);
        for (int step = 0; step < 5; step++)
        {
            using FlatBuffer gradients = Ones(segments);
            foreach (ref float value in gradients.All)
                value *= random.NextSingle() - 0.5f;
            state.Step(parameters, gradients, segments, step);
        }
        return parameters.All.ToArray();
    }
}
