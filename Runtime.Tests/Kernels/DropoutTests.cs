using System.Numerics;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels;

/// <summary>Masks: their rate, and that they depend on their keys alone.</summary>
public unsafe class DropoutTests
{
    private const int Columns = 200;
    private const int Blocks = 4;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void KeepsAsManyAsItShould(double probability)
    {
        const int samples = 500;
        ulong[] mask = Masks(samples, 0, 1, (uint)(probability * uint.MaxValue), wide: false);
        double kept = mask.Sum(word => (double)BitOperations.PopCount(word)) / (samples * Blocks * 64);
        Assert.Equal(1 - probability, kept, 0.005);
    }

    [Fact]
    public void WideAndNarrowGiveTheSameBits()
    {
        if (!System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
            return;
        Assert.Equal(Masks(20, 1L << 33, 7, 0x40000000, wide: false), Masks(20, 1L << 33, 7, 0x40000000, wide: true));
    }

    [Fact]
    public void BelongToTheSampleNotToItsPlace() => Assert.Equal(Masks(20, 5, 7, 0x40000000, wide: false)[(3 * Blocks)..], Masks(17, 8, 7, 0x40000000, wide: false));

    [Fact]
    public void DifferByKeyAndSample()
    {
        ulong[] mask = Masks(20, 0, 7, 0x80000000, wide: false);
        Assert.Equal(mask.Length, mask.Distinct().Count());
        Assert.Empty(mask.Intersect(Masks(20, 0, 8, 0x80000000, wide: false)));
    }

    /// <summary>Every row of a sample is dropped alike, as the one row of a plain mask would be.</summary>
    [Fact]
    public void OfChannelsIsTheSameInEveryRow()
    {
        const int samples = 3, rows = 5;
        ulong[] plain = new ulong[samples * Blocks], whole = new ulong[samples * rows * Blocks];
        fixed (ulong* one = plain, all = whole)
        {
            Tensor<ulong> row = new(one, 1, Columns, Blocks), mask = new(all, rows, Columns, Blocks);
            Part[] parts = [new Part(0, 1, 0, 1), new Part(1, samples, 0, 1)];
            KernelBuffers.Run(samples, false, w => Dropout.Mask(ref w, 0, row, 0.3f, path: 77), parts);
            KernelBuffers.Run(samples, false, w => Dropout.ChannelMask(ref w, 0, mask, 0.3f, path: 77), parts);
        }

        Assert.Equal(plain.Chunk(Blocks).SelectMany(words => Enumerable.Repeat(words, rows).SelectMany(row => row)), whole);
    }

    private static ulong[] Masks(int samples, long firstSample, ulong key, uint threshold, bool wide)
    {
        ulong[] mask = new ulong[samples * Blocks];
        fixed (ulong* data = mask)
            Dropout.Samples(new Part(0, samples, 0, 1), new Tensor<ulong>(data, 1, Columns, Blocks), threshold, key, firstSample, wide);
        return mask;
    }
}
