using GraphGen.Data;

namespace GraphGen.Tests.Data;

public class NormalizationTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 7)]
    [InlineData(3, 32, 32)]
    [InlineData(2, 1, 9)]
    public void Pictures_have_mean_0_and_deviation_1_by_channel(int channels, int height, int width)
    {
        int plane = height * width;
        Dataset data = Numbers(11, channels, height, width);
        Normalization normalization = Normalization.PerChannel(data);
        Assert.Equal(channels, normalization.Mean.Length);
        float[] values = All(data);
        normalization.Apply(values, data.Shape);
        for (int channel = 0; channel < channels; channel++)
        {
            double[] ofChannel = [.. values.Where((_, i) => i / plane % channels == channel).Select(value => (double)value)];
            Assert.Equal(0, ofChannel.Average(), 5);
            Assert.Equal(1, ofChannel.Average(value => value * value), 4);
        }
    }

    [Fact]
    public void Pixels_have_mean_0_and_deviation_1()
    {
        Dataset data = Numbers(23, 3, 5, 3);
        Normalization normalization = Normalization.PerPixel(data);
        float[] values = All(data);
        normalization.Apply(values, data.Shape);
        for (int pixel = 0; pixel < 45; pixel++)
        {
            double[] ofPixel = [.. values.Where((_, i) => i % 45 == pixel).Select(value => (double)value)];
            Assert.Equal(0, ofPixel.Average(), 5);
            Assert.Equal(1, ofPixel.Average(value => value * value), 4);
        }
    }

    [Fact]
    public void Only_the_mean_if_that_is_asked_for()
    {
        Dataset data = Numbers(5, 1, 2, 2);
        Normalization normalization = Normalization.PerPixel(data, deviation: false);
        Assert.All(normalization.Deviation.ToArray(), deviation => Assert.Equal(1, deviation));
        float[] values = All(data), expected = All(data);
        normalization.Apply(values, data.Shape);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(expected[i] - normalization.Mean[i % 4], values[i]);
    }

    [Fact]
    public void Features_are_the_channels_of_other_shapes()
    {
        var data = new Dataset([1, 10, 3, 10, 5, 40, 7, 40], [0, 0], [2, 2], 1);
        Normalization normalization = Normalization.PerChannel(data);
        Assert.Equal([4f, 25], normalization.Mean.ToArray());
        Assert.Equal([(float)Math.Sqrt(5), 15], normalization.Deviation.ToArray());
    }

    /// <summary>The sum of equal floats is exact in double, so a constant is seen to be one, whatever its value.</summary>
    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(1e20f)]
    public void What_never_changes_becomes_0(float constant)
    {
        var values = new float[1001];
        Array.Fill(values, constant);
        var data = new Dataset(values, new int[1001], [1], 1);
        Normalization normalization = Normalization.PerPixel(data);
        Assert.Equal(1, normalization.Deviation[0]);
        float[] sample = [constant];
        normalization.Apply(sample, [1]);
        Assert.Equal(0, sample[0]);
    }

    [Fact]
    public void Other_parts_are_shifted_by_the_mean_of_training()
    {
        Normalization normalization = Normalization.PerChannel(new Dataset([2, 4], [0, 0], [1], 1));
        float[] other = [3, 6];
        normalization.Apply(other, [1]);
        Assert.Equal([0f, 3], other);
    }

    [Fact]
    public void A_scale_multiplies()
    {
        float[] values = [.. Enumerable.Range(0, 41).Select(i => (float)i)];
        Normalization.Scale(0.5f).Apply(values, [41]);
        Assert.Equal(Enumerable.Range(0, 41).Select(i => i * 0.5f), values);
    }

    [Fact]
    public void Numbers_from_elsewhere_hold_by_channel_and_by_pixel()
    {
        float[] values = [1, 2, 3, 4, 5, 6, 7, 8];
        Normalization.Of([1, 10], [2, 0.5f]).Apply(values, [2, 1, 2]);
        Assert.Equal([0, 0.5f, -14, -12, 2, 2.5f, -6, -4], values);
    }

    [Fact]
    public void Applying_allocates_nothing()
    {
        Dataset data = Numbers(5, 3, 4, 4);
        Normalization byChannel = Normalization.PerChannel(data), byPixel = Normalization.PerPixel(data);
        float[] values = All(data);
        Apply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Apply();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Apply()
        {
            byChannel.Apply(values, data.Shape);
            byPixel.Apply(values, data.Shape);
        }
    }

    [Fact]
    public void Mistakes_are_said_with_numbers()
    {
        Dataset data = Numbers(2, 3, 2, 2);
        Normalization normalization = Normalization.PerChannel(data);
        Assert.Contains("3 means, but samples [2, 2, 2] have 2 channel(s) and 8 elements", Assert.Throws<ArgumentException>(() => normalization.Apply(new float[8], [2, 2, 2])).Message);
        Assert.Contains("12 elements were expected, but the span has 13", Assert.Throws<ArgumentException>(() => normalization.Apply(new float[13], data.Shape)).Message);
        Assert.Contains("at least one sample", Assert.Throws<ArgumentException>(() => Normalization.PerChannel(data.Subset([]))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Normalization.Scale(0));
        Assert.Contains("number 1 is 0 with the deviation 0", Assert.Throws<ArgumentException>(() => Normalization.Of([0, 0], [1, 0])).Message);
        Assert.Contains("2 mean(s) and 1", Assert.Throws<ArgumentException>(() => Normalization.Of([0, 0], [1])).Message);
    }

    private static Dataset Numbers(int count, int channels, int height, int width)
    {
        var random = new Random(3);
        int elements = channels * height * width;
        return new Dataset([.. Enumerable.Range(0, count * elements).Select(i => (float)(random.NextDouble() * (1 + i % 3) + i % 5))], new int[count], [channels, height, width], 1);
    }

    private static float[] All(Dataset data)
    {
        var values = new float[data.Count * data.ElementsPerSample];
        data.Fill(0, data.Count, values, []);
        return values;
    }
}
