using GraphGen.CompilerServices;

namespace GraphGen.Tests.Sessions;

public sealed unsafe class ParameterTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 15)]
    [InlineData(7, 16)]
    [InlineData(5, 17)]
    [InlineData(113, 32)]
    [InlineData(2, 33)]
    [InlineData(9, 48)]
    [InlineData(4, 49)]
    [InlineData(6, 74)]
    [InlineData(10, 96)]
    public void ValuesComeBackInTheirPublicLayout(int inputs, int outputs)
    {
        TinyNetwork network = new(0, inputs, outputs);
        Parameter weight = network.Parameters[0];
        Parameter bias = network.Parameters[1];
        Assert.Equal([outputs, inputs], weight.Shape.ToArray());
        Assert.Equal(inputs * outputs, weight.Count);
        float[] values = SampleData.Floats(weight.Count);
        weight.Write(values);
        float[] vector = SampleData.Floats(outputs, seed: 7);
        bias.Write(vector);
        Assert.Equal(values, network.Values("dense1.weight"));
        Assert.Equal(vector, network.Values("dense1.bias"));
    }

    [Theory]
    [InlineData(3, 15)]
    [InlineData(5, 74)]
    [InlineData(2, 33)]
    public void PanelsLieAsKernelsReadThem(int inputs, int outputs)
    {
        TinyNetwork network = new(0, inputs, outputs);
        float[] values = SampleData.Floats(inputs * outputs);
        network.Parameters[0].Write(values);
        Segment segment = network.Store.Segments[0];
        PanelMatrix panels = new(network.Store.Buffer.Data + segment.Offset, inputs, outputs);
        int reached = 0;
        for (int panel = 0; panel < panels.Panels; panel++)
        {
            int width = panels.WidthOf(panel);
            for (int i = 0; i < inputs * width; i++)
            {
                int output = panel * PanelMatrix.Width + i % width;
                Assert.Equal(output < outputs ? values[output * inputs + i / width] : 0f, panels.Panel(panel)[i]);
                reached++;
            }
        }

        Assert.Equal(segment.PaddedLength, reached);
    }

    [Fact]
    public void SegmentsStartOnCacheLines()
    {
        TinyNetwork network = new(0, 3, 17);
        Assert.Equal(0u, (nuint)network.Store.Buffer.Data % 64);
        Assert.All(network.Store.Segments, segment => Assert.Equal(0, segment.Offset % 16));
        Assert.Equal(network.Store.Buffer.Length, network.Store.Segments.Sum(segment => segment.PaddedLength));
    }

    [Fact]
    public void AWrongLengthSaysWhatWasExpectedAndChangesNothing()
    {
        TinyNetwork network = new(0, 3, 17);
        float[] before = network.Values("dense1.weight");
        ArgumentException exception = Assert.Throws<ArgumentException>(() => network.Parameters[0].Write(new float[50]));
        Assert.Contains("'dense1.weight' has 51 elements, [17, 3], but the span has 50", exception.Message);
        Assert.Throws<ArgumentException>(() => network.Parameters[0].Read(new float[52]));
        Assert.Equal(before, network.Values("dense1.weight"));
    }

    [Fact]
    public void TheSeedDecidesTheInitialValues()
    {
        Assert.Equal(new TinyNetwork(1).Values("dense1.weight"), new TinyNetwork(1).Values("dense1.weight"));
        Assert.NotEqual(new TinyNetwork(1).Values("dense1.weight"), new TinyNetwork(2).Values("dense1.weight"));
        Assert.All(new TinyNetwork(1).Values("dense1.bias"), value => Assert.Equal(0.5f, value));
    }
}
