using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GraphGen.CompilerServices;

/// <summary>Random masks for dropout (Srivastava et al. 2014), from counters, so that they depend on nothing but their keys.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Dropout
{
    /// <summary>Elements of one mask word; 16 counters give four random words each.</summary>
    private const int BlockColumns = 64;

    private const int CountersPerBlock = 16;

    /// <summary>
    /// Sets the bit of every element that is kept, each with probability 1 - <paramref name="probability"/>, keyed by the
    /// session's seed, the step, the layer's path, the sample's global index and the element. Shared out by samples.
    /// </summary>
    public static void Mask(ref Worker w, int stage, in Tensor<ulong> mask, float probability, ulong path)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        Samples(part, mask, (uint)Math.Min(probability * 4294967296.0, uint.MaxValue), Philox.Key(w.Seed, w.Step, path), w.FirstSample, Avx512F.IsSupported);
    }

    /// <summary>
    /// Decides once for all rows of a sample: whole channels of a picture whose channels lie last (Tompson et al. 2015). The first
    /// row is drawn as <see cref="Mask"/> draws it; the others repeat it. Shared out by samples.
    /// </summary>
    public static void ChannelMask(ref Worker w, int stage, in Tensor<ulong> mask, float probability, ulong path)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        uint threshold = (uint)Math.Min(probability * 4294967296.0, uint.MaxValue);
        ulong key = Philox.Key(w.Seed, w.Step, path);
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            ulong* first = mask.Data + (nint)sample * mask.Rows * mask.Stride;
            Tensor<ulong> row = new(first, 1, mask.Columns, mask.Stride);
            Samples(new Part(0, 1, 0, 1), row, threshold, key, w.FirstSample + sample, Avx512F.IsSupported);
            for (int i = 1; i < mask.Rows; i++)
                new ReadOnlySpan<ulong>(first, mask.Stride).CopyTo(new Span<ulong>(first + (nint)i * mask.Stride, mask.Stride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Samples(Part part, Tensor<ulong> mask, uint threshold, ulong key, long firstSample, bool wide)
    {
        int blocks = (mask.Columns + BlockColumns - 1) / BlockColumns;
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            ulong global = (ulong)(firstSample + sample);
            for (int row = 0; row < mask.Rows; row++)
            {
                ulong* words = mask.Data + ((nint)sample * mask.Rows + row) * mask.Stride;
                for (int block = 0; block < blocks; block++)
                {
                    uint counter = (uint)(row * blocks + block) * CountersPerBlock;
                    words[block] = wide
                        ? WideBlock(key, counter, global, threshold)
                        : NarrowBlock(key, counter, global, threshold);
                }
            }
        }
    }

    /// <summary>Word w of counter i decides column 16·w + i.</summary>
    private static ulong NarrowBlock(ulong key, uint counter, ulong sample, uint threshold)
    {
        ulong bits = 0;
        for (int i = 0; i < CountersPerBlock; i++)
        {
            var (w0, w1, w2, w3) = Philox.Draw(counter + (uint)i, sample, key);
            bits |= (w0 >= threshold ? 1ul : 0) << i
                | (w1 >= threshold ? 1ul : 0) << (i + 16)
                | (w2 >= threshold ? 1ul : 0) << (i + 32)
                | (w3 >= threshold ? 1ul : 0) << (i + 48);
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WideBlock(ulong key, uint counter, ulong sample, uint threshold)
    {
        Vector512<ulong> lane = Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7);
        return WideHalf(key, Vector512.Create((ulong)counter) + lane, sample, threshold)
            | WideHalf(key, Vector512.Create((ulong)counter + 8) + lane, sample, threshold) << 8;
    }

    /// <summary>Eight counters at once, a 32-bit word in each 64-bit lane: what the widening multiplication takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WideHalf(ulong key, Vector512<ulong> c0, ulong sample, uint threshold)
    {
        Vector512<ulong> low = Vector512.Create(0xfffffffful);
        Vector512<ulong> c1 = Vector512<ulong>.Zero;
        Vector512<ulong> c2 = Vector512.Create(sample & 0xfffffffful);
        Vector512<ulong> c3 = Vector512.Create(sample >> 32);
        Vector512<uint> m0 = Vector512.Create((ulong)Philox.Multiplier0).AsUInt32();
        Vector512<uint> m1 = Vector512.Create((ulong)Philox.Multiplier1).AsUInt32();
        uint key0 = (uint)key;
        uint key1 = (uint)(key >> 32);
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector512<ulong> p0 = Avx512F.Multiply(c0.AsUInt32(), m0);
            Vector512<ulong> p1 = Avx512F.Multiply(c2.AsUInt32(), m1);
            c0 = (p1 >> 32) ^ c1 ^ Vector512.Create((ulong)key0);
            c1 = p1 & low;
            c2 = (p0 >> 32) ^ c3 ^ Vector512.Create((ulong)key1);
            c3 = p0 & low;
            key0 += Philox.Weyl0;
            key1 += Philox.Weyl1;
        }

        Vector512<ulong> limit = Vector512.Create((ulong)threshold);
        return Vector512.GreaterThanOrEqual(c0, limit).ExtractMostSignificantBits()
            | Vector512.GreaterThanOrEqual(c1, limit).ExtractMostSignificantBits() << 16
            | Vector512.GreaterThanOrEqual(c2, limit).ExtractMostSignificantBits() << 32
            | Vector512.GreaterThanOrEqual(c3, limit).ExtractMostSignificantBits() << 48;
    }
}
