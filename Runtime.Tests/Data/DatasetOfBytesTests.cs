using GraphGen.CompilerServices;
using GraphGen.Data;

namespace GraphGen.Tests.Data;

public class DatasetOfBytesTests
{
    [Fact]
    public void Is_the_same_as_one_of_floats()
    {
        byte[] bytes = [.. Enumerable.Range(0, 7 * 15).Select(i => (byte)(i * 73))];
        int[] labels = [.. Enumerable.Range(0, 7).Select(i => i % 3)];
        var ofBytes = Dataset.OfBytes(bytes, labels, [3, 5], 3);
        var ofFloats = new Dataset(Array.ConvertAll(bytes, value => value * (1f / 255)), labels, [3, 5], 3);
        Dataset[] parts = [ofBytes, ofBytes.Subset([5, 1, 1]), ofBytes.Split(3, 1).Held], others = [ofFloats, ofFloats.Subset([5, 1, 1]), ofFloats.Split(3, 1).Held];
        foreach (var (part, other) in parts.Zip(others))
        {
            float[] values = new float[part.Count * 15], expected = new float[part.Count * 15];
            part.Fill(0, part.Count, values, []);
            other.Fill(0, part.Count, expected, []);
            Assert.Equal(expected, values);
            Assert.Equal(other.Sample(1).ToArray(), part.Sample(1).ToArray());
        }
    }

    [Fact]
    public void Bytes_become_floats_at_every_length()
    {
        byte[] bytes = [.. Enumerable.Range(0, 300).Select(i => (byte)(255 - i))];
        for (int length = 0; length < bytes.Length; length++)
        {
            var values = new float[length + 1];
            ByteValues.ToFloats(bytes.AsSpan(0, length), 0.3f, values);
            Assert.Equal(bytes.Take(length).Select(value => value * 0.3f).Append(0), values);
        }
    }

    [Fact]
    public void Filling_allocates_nothing()
    {
        var data = Dataset.OfBytes(new byte[100 * 50], new int[100], [50], 1);
        var samples = new float[500];
        data.Fill(0, 10, samples, []);
        long before = GC.GetAllocatedBytesForCurrentThread();
        data.Fill(90, 10, samples, []);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Mistakes_are_said()
    {
        Assert.Contains("2 samples of 3 elements take 6 values, but 5 came", Assert.Throws<ArgumentException>(() => Dataset.OfBytes(new byte[5], [0, 0], [3], 1)).Message);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => Dataset.OfBytes(new byte[3], [0], [3], 1, float.NaN)).Message);
        Assert.Throws<ArgumentNullException>(() => Dataset.OfBytes(null!, [0], [3], 1));
    }
}
