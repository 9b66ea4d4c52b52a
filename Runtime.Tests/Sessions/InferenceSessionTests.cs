using GraphGen.CompilerServices;

namespace GraphGen.Tests.Sessions;

public sealed class InferenceSessionTests
{
    private const int Inputs = TinyNetwork.Inputs;
    private const int Outputs = TinyNetwork.Outputs;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void ASampleGetsTheSameBitsWhereverItStands(int threads)
    {
        TinyNetwork network = new(seed: 4);
        using TinyInference single = network.CreateInference();
        using TinyInference batch = network.CreateInference(batchSize: 9, threads);
        batch.PlanWith(CostModel.Free);
        float[] x = SampleData.Floats(9 * Inputs);
        float[] together = new float[9 * Outputs];
        batch.Run(x, together);
        float[] alone = new float[Outputs];
        for (int sample = 0; sample < 9; sample++)
        {
            single.Run(x.AsSpan(sample * Inputs, Inputs), alone);
            Assert.Equal(together[(sample * Outputs)..((sample + 1) * Outputs)], alone);
        }
    }

    [Fact]
    public void OutputPortsFollowEveryCall()
    {
        TinyNetwork network = new(seed: 4);
        using TinyInference inference = network.CreateInference(batchSize: 2);
        float[] x = SampleData.Floats(2 * Inputs);
        float[] y = new float[2 * Outputs];
        inference.Run(x, y);
        Assert.Equal(y, inference.Outputs[0].Values.ToArray());
        x.AsSpan(Inputs).CopyTo(inference.Inputs[0].Values);
        inference.Run(1);
        Assert.Equal(y[Outputs..], inference.Outputs[0].Values[..Outputs].ToArray());
    }

    [Fact]
    public void WrongLengthsAreNamed()
    {
        using TinyInference inference = new TinyNetwork().CreateInference();
        ArgumentException exception = Assert.Throws<ArgumentException>(() => inference.Run(new float[Inputs], new float[Outputs - 1]));
        Assert.Equal("output", exception.ParamName);
        Assert.Contains("but the span has 73", exception.Message);
        inference.Dispose();
        Assert.Throws<ObjectDisposedException>(() => inference.Run(1));
    }
}
