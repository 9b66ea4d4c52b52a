using System.Runtime.Intrinsics;
using GraphGen;
using GraphGen.CompilerServices;
using GraphGen.Tests.Layers;
using GraphGen.Tests.Parallel;

namespace GraphGen.Tests.Promises;

/// <summary>What no rival promises: no allocation, and the same bits whatever runs them.</summary>
[Collection(nameof(WholeTeam))]
public class PromiseTests
{
    [Fact]
    public void NothingIsAllocated() => Assert.Equal("0 0 0 0", Assert.Single(Child.Run("allocation")));

    [Fact]
    public void NoPartOfAGraphsTrainingAllocates() => Assert.All(Child.Run("graph allocation"), line => Assert.EndsWith(" 0", line));

    [Fact]
    public void NoLoaderAllocates() => Assert.All(Child.Run("loader allocation"), line => Assert.EndsWith(": 0", line));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    public void SameBitsForAnyNumberOfWorkers(int threads) => Assert.Equal(Fingerprint.OfTraining(1), Fingerprint.OfTraining(threads));

    [Fact]
    public void SameBitsInEveryRun() => Assert.Equal(Fingerprint.OfTraining(2), Fingerprint.OfTraining(2));

    [Fact]
    public void SameBitsWithoutAvx512() => SameBits("False True True True", ("DOTNET_EnableAVX512", "0"));

    [Fact]
    public void SameBitsWithoutAvx2() => SameBits("False False False False", ("DOTNET_EnableAVX2", "0"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SameBitsAnywhereInABatch(bool logits)
    {
        const int samples = 37;
        WideNet network = new(seed: 6);
        float[] inputs = Samples.Numbers(samples * 33, 1);
        float[] together = new float[samples * 18];
        network.CreateInference(samples, threads: 2, logits).Run(inputs, together);
        using WideNet.Inference single = network.CreateInference(1, threads: 1, logits);
        float[] alone = new float[18];
        for (int sample = 0; sample < samples; sample++)
        {
            single.Run(inputs.AsSpan(sample * 33, 33), alone);
            Assert.Equal(together[(sample * 18)..(sample * 18 + 18)], alone);
        }
    }

    /// <summary>Whatever stands beside it, and whoever computes it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void SameBitsAnywhereInABatchOfAGraph(int threads)
    {
        const int samples = 21;
        EverythingGraph network = new(seed: 7);
        EverythingData data = new(samples, 1);
        using EverythingGraph.Inference many = network.CreateInference(samples, threads), single = network.CreateInference(1, threads: 1);
        many.PlanWith(CostModel.Free);
        float[][] together = EverythingData.NewOutputs(samples), alone = EverythingData.NewOutputs(1);
        data.Run(many, 0, samples, together);
        for (int sample = 0; sample < samples; sample++)
        {
            data.Run(single, sample, 1, alone);
            for (int i = 0; i < alone.Length; i++)
                Assert.Equal(together[i][(sample * alone[i].Length)..((sample + 1) * alone[i].Length)], alone[i]);
        }
    }

    /// <summary>Convolutions, pooling, normalisation by running statistics.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void SameBitsAnywhereInABatchOfPictures(int threads)
    {
        const int samples = 7;
        PicturesGraph network = new(seed: 9);
        PicturesData data = new(samples, 1);
        using PicturesGraph.Inference many = network.CreateInference(samples, threads), single = network.CreateInference(1, threads: 1);
        many.PlanWith(CostModel.Free);
        float[][] together = PicturesData.NewOutputs(samples), alone = PicturesData.NewOutputs(1);
        data.Run(many, 0, samples, together);
        for (int sample = 0; sample < samples; sample++)
        {
            data.Run(single, sample, 1, alone);
            for (int i = 0; i < alone.Length; i++)
                Assert.Equal(together[i][(sample * alone[i].Length)..((sample + 1) * alone[i].Length)], alone[i]);
        }
    }

    private static void SameBits(string expectedSupport, (string, string) switched)
    {
        string[] lines = Child.Run("bits", switched);
        // On a machine without the wider vectors there is nothing to switch off.
        if (Vector512.IsHardwareAccelerated)
            Assert.Equal(expectedSupport, lines[0]);
        Assert.Equal(Fingerprint.OfTraining(1), lines[1]);
        Assert.Equal(LoaderFingerprint.Of(prefetch: 0), lines[2]);
    }
}
