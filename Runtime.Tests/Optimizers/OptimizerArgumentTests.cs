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
    }

    [Fact]
    public void A_missing_rate_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new Adam(null!));
        Assert.Throws<ArgumentNullException>(() => new Sgd(0.1f) with { LearningRate = null! });
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
