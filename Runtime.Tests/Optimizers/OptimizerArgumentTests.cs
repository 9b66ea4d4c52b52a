namespace GraphGen.Tests.Optimizers;

public class OptimizerArgumentTests
{
    public static TheoryData<string, Func<Optimizer>> Wrong => new()
    {
        { "rate", () => new Sgd(-0.1f) },
        { "rate", () => new Adam(float.NaN) },
        { "rate", () => new AdamW(float.PositiveInfinity) },
        { "momentum", () => new Sgd(0.1f, momentum: 1) },
        { "momentum", () => new Sgd(0.1f, momentum: -0.1) },
        { "momentum", () => new Sgd(0.1f, momentum: double.NaN) },
        { "dampening", () => new Sgd(0.1f, momentum: 0.9, dampening: 1.1) },
        { "weightDecay", () => new Sgd(0.1f, weightDecay: -1) },
        { "Nesterov", () => new Sgd(0.1f, nesterov: true) },
        { "Nesterov", () => new Sgd(0.1f, momentum: 0.9, nesterov: true, dampening: 0.1) },
        { "beta1", () => new Adam(0.1f, beta1: 1) },
        { "beta1", () => new Adam(0.1f, beta1: 0.99999999999) },
        { "beta2", () => new Adam(0.1f, beta2: -0.1) },
        { "epsilon", () => new Adam(0.1f, epsilon: 0) },
        { "epsilon", () => new Adam(0.1f, epsilon: 1e-50) },
        { "weightDecay", () => new Adam(0.1f, weightDecay: double.NaN) },
        { "beta1", () => new AdamW(0.1f, beta1: 1) },
        { "beta2", () => new AdamW(0.1f, beta2: 1) },
        { "epsilon", () => new AdamW(0.1f, epsilon: -1) },
        { "weightDecay", () => new AdamW(0.1f, weightDecay: double.PositiveInfinity) },
        { "learningRateDecay", () => new AdaGrad(0.1f, learningRateDecay: -1) },
        { "weightDecay", () => new AdaGrad(0.1f, weightDecay: -1) },
        { "initialAccumulator", () => new AdaGrad(0.1f, initialAccumulator: double.NaN) },
        { "epsilon", () => new AdaGrad(0.1f, epsilon: 0) },
        { "alpha", () => new RmsProp(0.1f, alpha: 1) },
        { "epsilon", () => new RmsProp(0.1f, epsilon: 0) },
        { "weightDecay", () => new RmsProp(0.1f, weightDecay: -1) },
        { "momentum", () => new RmsProp(0.1f, momentum: 1) },
        { "L1", () => new Sgd(0.1f) { L1 = -1 } },
        { "L1", () => new Sgd(0.1f) { L1 = double.NaN } },
        { "ClipValue", () => new Sgd(0.1f) { ClipValue = 0 } },
        { "ClipValue", () => new Sgd(0.1f) { ClipValue = double.PositiveInfinity } },
        { "ClipNorm", () => new Sgd(0.1f) { ClipNorm = -1 } },
        { "LearningRateScale", () => new Sgd(0.1f) { Groups = [new("*") { LearningRateScale = -1 }] } },
        { "WeightDecay", () => new Sgd(0.1f) { Groups = [new("*") { WeightDecay = -1 }] } },
        { "L1", () => new Sgd(0.1f) { Groups = [new("*") { L1 = double.NaN }] } },
        { "Alpha", () => new RmsProp(0.1f) with { Alpha = -1 } },
        { "InitialAccumulator", () => new AdaGrad(0.1f) with { InitialAccumulator = -1 } },
        { "Momentum", () => new Sgd(0.1f) with { Momentum = 2 } },
        { "Beta1", () => new Adam(0.1f) with { Beta1 = 2 } },
        { "Epsilon", () => new AdamW(0.1f) with { Epsilon = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_argument_out_of_range_is_named(string name, Func<Optimizer> create)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(create);
        Assert.Equal(name, exception.ParamName);
        Assert.Matches("must be|needs", exception.Message);
    }

    [Fact]
    public void A_missing_rate_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new Adam(null!));
        Assert.Throws<ArgumentNullException>(() => new Sgd(0.1f) with { LearningRate = null! });
    }

    [Fact]
    public void Missing_groups_and_patterns_are_refused()
    {
        Assert.Equal("Groups", Assert.Throws<ArgumentNullException>(() => new Sgd(0.1f) { Groups = null! }).ParamName);
        Assert.Contains("item 1 is null", Assert.Throws<ArgumentException>(() => new Sgd(0.1f) { Groups = [new("*"), null!] }).Message);
        Assert.Equal("pattern", Assert.Throws<ArgumentException>(() => new ParameterGroup("")).ParamName);
        Assert.Equal("pattern", Assert.Throws<ArgumentException>(() => new ParameterGroup(null!)).ParamName);
        Assert.Equal("Pattern", Assert.Throws<ArgumentException>(() => new ParameterGroup("*") with { Pattern = "" }).ParamName);
        Assert.Throws<ArgumentNullException>(() => new ParameterGroup("*").Matches(null!));
    }

    [Fact]
    public void Groups_are_copied()
    {
        var groups = new List<ParameterGroup> { new("*") };
        var optimizer = new Sgd(0.1f) { Groups = groups };
        groups.Clear();
        Assert.Equal([new ParameterGroup("*")], optimizer.Groups);
        Assert.Empty(new Sgd(0.1f).Groups);
    }

    [Fact]
    public void A_combination_made_by_with_is_checked_when_a_session_asks() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => (new Sgd(0.1f) with { Nesterov = true }).CreateState(16));

    [Fact]
    public void Descriptions_compare_by_value()
    {
        Assert.Equal(new Adam(1e-3f), new Adam(1e-3f));
        Assert.NotEqual(new Adam(1e-3f), new Adam(2e-3f));
        Assert.Equal(new Sgd(Schedule.Cosine(1, 10), 0.9), new Sgd(Schedule.Cosine(1, 10), 0.9));
        Assert.Equal(new AdaGrad(0.1f, 0.1), new AdaGrad(0.1f, 0.1));
        Assert.NotEqual(new Adam(1e-3f), new Adam(1e-3f) { ClipNorm = 1 });
        Adam grouped = new(1e-3f) { Groups = [new("*.bias") { WeightDecay = 0 }, new("a")] };
        Assert.Equal(grouped, new Adam(1e-3f) { Groups = [new("*.bias") { WeightDecay = 0 }, new("a")] });
        Assert.Equal(grouped.GetHashCode(), new Adam(1e-3f) { Groups = [new("*.bias") { WeightDecay = 0 }, new("a")] }.GetHashCode());
        Assert.NotEqual(grouped, new Adam(1e-3f) { Groups = [new("a"), new("*.bias") { WeightDecay = 0 }] });
        Assert.Contains("Pattern = *.bias", grouped.ToString());
        Assert.Equal(new Adam(2e-3f), new Adam(1e-3f) with { LearningRate = 2e-3f });
    }

    [Fact]
    public void Messages_do_not_depend_on_the_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("fi-FI");
            Assert.Contains("it was -0.5", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(-0.5f)).Message);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
