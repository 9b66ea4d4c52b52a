using GraphGen.Data;

namespace GraphGen.Tests.Data;

public class DatasetTests
{
    private static Dataset Numbers(int count) =>
        new([.. Enumerable.Range(0, count * 2).Select(i => (float)i)], [.. Enumerable.Range(0, count).Select(i => i % 3)], [2], classes: 3);

    [Fact]
    public void Fills_a_batch_in_the_order_of_the_indices()
    {
        Dataset data = Numbers(5);
        var samples = new float[6];
        var labels = new int[3];
        data.Fill([4, 0, 2], samples, labels);
        Assert.Equal([8f, 9, 0, 1, 4, 5], samples);
        Assert.Equal([1, 0, 2], labels);

        data.Fill(start: 1, count: 2, samples, labels);
        Assert.Equal([2f, 3, 4, 5, 4, 5], samples);
        Assert.Equal([1, 2, 2], labels);
    }

    [Fact]
    public void Filling_allocates_nothing()
    {
        Dataset data = Numbers(100).Split(held: 50, seed: 1).Training;
        var order = new ShuffledOrder(data.Count, seed: 1);
        var samples = new float[20];
        var labels = new int[10];
        Batch();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Batch();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Batch()
        {
            order.Shuffle(epoch: 3);
            data.Fill(order.Indices[..10], samples, labels);
            data.Fill(5, 10, samples, labels);
        }
    }

    [Fact]
    public void A_split_holds_every_sample_once_in_the_order_of_the_whole()
    {
        Dataset data = Numbers(20);
        var (rest, held) = data.Split(held: 6, seed: 7);
        float[] first = Firsts(rest);
        float[] second = Firsts(held);
        Assert.Equal((14, 6), (rest.Count, held.Count));
        Assert.Equal(first.Order(), first);
        Assert.Equal(second.Order(), second);
        Assert.Equal(Firsts(data), first.Concat(second).Order());
        Assert.Equal(second, Firsts(data.Split(6, seed: 7).Held));
        Assert.NotEqual(second, Firsts(data.Split(6, seed: 8).Held));
        Assert.All(Enumerable.Range(0, held.Count), i => Assert.Equal((int)held.Sample(i)[0] / 2 % 3, held.Label(i)));
    }

    [Fact]
    public void A_part_of_a_part_is_the_right_one()
    {
        Dataset part = Numbers(10).Subset([9, 7, 5, 3]).Subset([2, 0]);
        Assert.Equal([10f, 18], Firsts(part));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void A_split_may_take_nothing_or_all(int held) => Assert.Equal(held, Numbers(20).Split(held, 1).Held.Count);

    [Fact]
    public void Mistakes_are_said_with_numbers()
    {
        Dataset data = Numbers(4);
        Assert.Contains("2 samples of 3 elements take 6 values, but 5 came", Assert.Throws<ArgumentException>(() => new Dataset(new float[5], [0, 0], [3], 1)).Message);
        Assert.Contains("Labels are from 0 to 1, but label 1 is 2", Assert.Throws<ArgumentException>(() => new Dataset(new float[2], [0, 2], [1], 2)).Message);
        Assert.Contains("one is 0", Assert.Throws<ArgumentException>(() => new Dataset([], [], [0], 2)).Message);
        Assert.Contains("0 to 3, but 4", Assert.Throws<ArgumentOutOfRangeException>(() => data.Label(4)).Message);
        Assert.Contains("the span has 3", Assert.Throws<ArgumentException>(() => data.Fill([0, 1], new float[3], new int[2])).Message);
        Assert.Contains("the span has 1", Assert.Throws<ArgumentException>(() => data.Fill([0, 1], new float[4], new int[1])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Fill(3, 2, new float[4], new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(5, 0));
    }

    private static float[] Firsts(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(i => data.Sample(i)[0])];
}
