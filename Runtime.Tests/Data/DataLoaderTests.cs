using GraphGen.Data;

namespace GraphGen.Tests.Data;

public class DataLoaderTests
{
    private static readonly Augmentation s_augmentation = Augmentation.None.Rotate(10).Shift(0.1f, 0.1f).FlipHorizontally().Noise(0.01f);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(50)]
    public void Batches_are_the_same_however_far_ahead_they_are_made(int prefetch)
    {
        Dataset data = Pictures(37);
        foreach (DataLoaderOptions options in (DataLoaderOptions[])[Full(data), Full(data) with { DropLast = true }, Full(data).ForEvaluation()])
        {
            using var loader = new DataLoader(data, 5, options with { Prefetch = prefetch });
            using var synchronous = new DataLoader(data, 5, options with { Prefetch = 0 });
            // In order, again, and jumping about.
            foreach (long epoch in (long[])[1, 2, 3, 3, 7, 1, 2])
                Assert.Equal(Read(synchronous, epoch), Read(loader, epoch));
        }
    }

    [Fact]
    public void A_batch_is_what_dataset_order_augmentation_and_normalisation_make_it()
    {
        Dataset data = Pictures(11);
        DataLoaderOptions options = Full(data);
        using var loader = new DataLoader(data, 4, options);
        var order = new ShuffledOrder(11, options.Seed);
        order.Shuffle(6);
        int done = 0, number = 0;
        foreach (DataBatch batch in loader.Epoch(6))
        {
            Assert.Equal(number++, batch.Number);
            Assert.Equal(order.Indices.Slice(done, batch.Count).ToArray(), batch.Indices.ToArray());
            for (int i = 0; i < batch.Count; i++)
            {
                float[] expected = data.Sample(batch.Indices[i]).ToArray();
                options.Augmentation.Apply(expected, data.Shape, options.Seed, 6, batch.Indices[i]);
                options.Normalization!.Apply(expected, data.Shape);
                Assert.Equal(expected, batch.Samples.Slice(i * expected.Length, expected.Length).ToArray());
                Assert.Equal(data.Label(batch.Indices[i]), batch.Labels[i]);
            }

            done += batch.Count;
        }

        Assert.Equal((11, 3, 3), (done, number, loader.BatchesPerEpoch));
    }

    [Fact]
    public void A_sample_is_changed_alike_in_batches_of_any_size()
    {
        Dataset data = Pictures(20);
        using DataLoader ones = new(data, 1, Full(data)), many = new(data, 7, Full(data));
        Assert.Equal(Read(ones, 4), Read(many, 4));
    }

    [Theory]
    [InlineData(10, 5, false, 2)]
    [InlineData(11, 5, false, 3)]
    [InlineData(11, 5, true, 2)]
    [InlineData(3, 5, false, 1)]
    [InlineData(5, 5, true, 1)]
    public void The_last_batch_is_kept_or_dropped(int samples, int batchSize, bool drop, int batches)
    {
        using var loader = new DataLoader(Pictures(samples), batchSize, new() { DropLast = drop });
        Assert.Equal(batches, loader.BatchesPerEpoch);
        var counts = new List<int>();
        foreach (DataBatch batch in loader.Epoch(0))
            counts.Add(batch.Count);
        Assert.Equal(batches, counts.Count);
        Assert.Equal(drop ? batches * batchSize : samples, counts.Sum());
    }

    [Fact]
    public void Evaluation_sees_every_sample_once_in_order_as_it_is()
    {
        Dataset data = Pictures(10);
        using var loader = new DataLoader(data, 4, (Full(data) with { DropLast = true, Normalization = null }).ForEvaluation());
        Assert.Equal(Enumerable.Range(0, 10).SelectMany(i => data.Sample(i).ToArray()), Read(loader, 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void An_epoch_may_be_left_early(int prefetch)
    {
        Dataset data = Pictures(30);
        using var loader = new DataLoader(data, 3, Full(data) with { Prefetch = prefetch });
        using var fresh = new DataLoader(data, 3, Full(data) with { Prefetch = 0 });
        for (int left = 0; left < 10; left++)
        {
            int seen = 0;
            foreach (DataBatch batch in loader.Epoch(1))
            {
                if (seen++ == left)
                    break;
            }

            Assert.Equal(Read(fresh, left + 2), Read(loader, left + 2));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void What_a_change_throws_comes_out_after_the_good_batches_and_the_loader_goes_on(int prefetch)
    {
        bool isBroken = true;
        Augmentation breaks = Augmentation.None.Then((sample, _, ref _) =>
        {
            if (isBroken && sample[0] == 7)
                throw new TimeZoneNotFoundException("seven");
        });
        var data = new Dataset([.. Enumerable.Range(0, 10).Select(i => (float)i)], new int[10], [1], 1);
        using var loader = new DataLoader(data, 2, new() { Shuffle = false, Augmentation = breaks, Prefetch = prefetch });
        for (int attempt = 0; attempt < 2; attempt++)
        {
            int seen = 0;
            Assert.Equal("seven", Assert.Throws<TimeZoneNotFoundException>(() => Count(loader, ref seen)).Message);
            Assert.Equal(3, seen);
        }

        isBroken = false;
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (float)i), Read(loader, 1));
    }

    [Fact]
    public void Disposing_stops_the_thread()
    {
        using var begun = new ManualResetEventSlim();
        Thread? thread = null;
        var loader = new DataLoader(Pictures(10), 2, new()
        {
            Augmentation = Augmentation.None.Then((_, _, ref _) =>
            {
                thread = Thread.CurrentThread;
                begun.Set();
            }),
        });
        DataEpoch epoch = loader.Epoch(1);
        Assert.True(epoch.MoveNext());
        begun.Wait();
        Assert.NotEqual(Thread.CurrentThread, thread);
        Assert.True(thread!.IsBackground);
        loader.Dispose();
        Assert.False(thread.IsAlive);
        loader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => epoch.MoveNext());
        Assert.Throws<ObjectDisposedException>(() => loader.Epoch(2));
    }

    [Fact]
    public async Task A_reader_that_waits_is_told_of_the_end()
    {
        using ManualResetEventSlim begun = new(), release = new();
        var loader = new DataLoader(Pictures(4), 2, new()
        {
            Augmentation = Augmentation.None.Then((_, _, ref _) =>
            {
                begun.Set();
                release.Wait();
            }),
        });
        Task reader = Task.Run(() => Read(loader, 1));
        begun.Wait();
        Task disposal = Task.Run(loader.Dispose);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => reader);
        release.Set();
        await disposal;
    }

    [Fact]
    public void Only_the_latest_epoch_is_read()
    {
        using var loader = new DataLoader(Pictures(10), 2);
        DataEpoch first = loader.Epoch(1);
        Assert.True(first.MoveNext());
        DataEpoch second = loader.Epoch(2);
        Assert.Throws<InvalidOperationException>(() => first.MoveNext());
        Assert.True(second.MoveNext());
        while (second.MoveNext())
        {
        }

        Assert.False(second.MoveNext());
        Assert.Throws<InvalidOperationException>(() => new DataLoader(Pictures(1), 1).Epoch(1).Current.Count);
    }

    [Fact]
    public void A_batch_goes_into_the_ports_of_a_session()
    {
        Dataset data = Pictures(5);
        var network = new LoaderNet(1);
        using var training = network.CreateTraining(batchSize: 4, new Sgd(0.1f));
        using var loader = new DataLoader(data, 4);
        foreach (DataBatch batch in loader.Epoch(1))
        {
            batch.CopyTo(training.Inputs[0], training.Targets[0]);
            Assert.Equal(batch.Samples.ToArray(), training.Inputs[0].Values[..batch.Samples.Length].ToArray());
            Assert.Equal(batch.Labels.ToArray(), training.Targets[0].Indices[..batch.Count].ToArray());
            Assert.True(float.IsFinite(training.Step(batch.Count)));
        }

        using var larger = new DataLoader(data, 5);
        DataEpoch epoch = larger.Epoch(1);
        epoch.MoveNext();
        DataBatch five = epoch.Current;
        string message = "";
        try
        {
            five.CopyTo(training.Inputs[0]);
        }
        catch (ArgumentException mistake)
        {
            message = mistake.Message;
        }

        Assert.Contains("holds 4 samples of 60 element(s), but the batch has 5 of 60", message);
    }

    [Fact]
    public void Mistakes_are_said_before_anything_starts()
    {
        Dataset data = Pictures(3);
        Assert.Contains("3 samples make no batch of 4", Assert.Throws<ArgumentException>(() => new DataLoader(data, 4, new() { DropLast = true })).Message);
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => new DataLoader(data.Subset([]), 4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader(data, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoaderOptions { Prefetch = 1 });
        var flat = new Dataset(new float[4], [0], [4], 1);
        Assert.Contains("the samples are [4]", Assert.Throws<ArgumentException>(() => new DataLoader(flat, 1, new() { Augmentation = Augmentation.None.Rotate(1) })).Message);
        Assert.Contains("3 means", Assert.Throws<ArgumentException>(() => new DataLoader(flat, 1, new() { Normalization = Normalization.PerChannel(data) })).Message);
    }

    private static DataLoaderOptions Full(Dataset data) => new() { Seed = 3, Augmentation = s_augmentation, Normalization = Normalization.PerChannel(data) };

    private static Dataset Pictures(int count) => Dataset.OfBytes(
        [.. Enumerable.Range(0, count * 60).Select(i => (byte)(i * 89 + i / 60))], [.. Enumerable.Range(0, count).Select(i => i % 4)], [3, 4, 5], classes: 4);

    private static float[] Read(DataLoader loader, long epoch)
    {
        var values = new List<float>();
        foreach (DataBatch batch in loader.Epoch(epoch))
            values.AddRange(batch.Samples.ToArray());
        return [.. values];
    }

    private static void Count(DataLoader loader, ref int seen)
    {
        foreach (DataBatch batch in loader.Epoch(1))
            seen++;
    }
}

[Network]
[Input(3, 4, 5)]
[Flatten, Dense(4), SoftmaxCrossEntropy]
internal sealed partial class LoaderNet;
