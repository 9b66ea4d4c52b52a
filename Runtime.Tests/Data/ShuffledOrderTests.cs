using GraphGen.Data;

namespace GraphGen.Tests.Data;

public class ShuffledOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Is_a_permutation(int count)
    {
        var order = new ShuffledOrder(count, seed: 5);
        order.Shuffle(epoch: 1);
        Assert.Equal(Enumerable.Range(0, count), order.Indices.ToArray().Order());
    }

    [Fact]
    public void An_epoch_is_the_same_whatever_came_before()
    {
        Assert.Equal(Order(epoch: 3, seed: 9), Order(epoch: 3, seed: 9, before: [0, 1, 2, 7]));
        Assert.NotEqual(Order(epoch: 3, seed: 9), Order(epoch: 4, seed: 9));
        Assert.NotEqual(Order(epoch: 3, seed: 9), Order(epoch: 3, seed: 10));
        Assert.NotEqual(Order(epoch: 3, seed: 9), Order(epoch: 3L << 32, seed: 9));
    }

    /// <summary>Frozen: changing this order changes every training run that someone wants to repeat.</summary>
    [Fact]
    public void Stays_the_same_from_version_to_version() => Assert.Equal([6, 7, 3, 1, 4, 9, 5, 2, 0, 8], Order(epoch: 0, seed: 0, count: 10));

    [Fact]
    public void Every_place_is_taken_by_every_index_about_as_often()
    {
        const int count = 5, epochs = 5000;
        var seen = new int[count, count];
        var order = new ShuffledOrder(count, seed: 1);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            order.Shuffle(epoch);
            for (int i = 0; i < count; i++)
                seen[i, order.Indices[i]]++;
        }

        // Binomial with mean 1000 and deviation 28; 6 deviations never happen by chance.
        Assert.All(seen.Cast<int>(), times => Assert.InRange(times, 1000 - 170, 1000 + 170));
    }

    private static int[] Order(long epoch, ulong seed, int count = 100, params long[] before)
    {
        var order = new ShuffledOrder(count, seed);
        foreach (long other in before)
            order.Shuffle(other);
        order.Shuffle(epoch);
        return order.Indices.ToArray();
    }
}
