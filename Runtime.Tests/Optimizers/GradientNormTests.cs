using System.Runtime.Intrinsics;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Optimizers;

public unsafe class GradientNormTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(GradientNorm.Chunk - 1)]
    [InlineData(GradientNorm.Chunk + 1)]
    [InlineData(3 * GradientNorm.Chunk + 40)]
    public void Agrees_with_a_plain_sum_in_double(int length)
    {
        Segment[] segments = TestSegments.Of(("a", length, true), ("b", 5, true), ("c", length, true));
        using FlatBuffer gradients = Random(segments);
        double sum = 0;
        foreach (float value in gradients.All)
            sum += (double)value * value;
        Assert.Equal(Math.Sqrt(sum), GradientNorm.Of(gradients.Data, segments, new Sgd(1f).CreateState(segments)), 1e-12 * Math.Sqrt(sum));
    }

    [Fact]
    public void Frozen_parameters_do_not_count()
    {
        Segment[] segments = TestSegments.Of(("a", 3, true), ("b", 3, true), ("c", 3, false), ("d", 3, true));
        using var gradients = new FlatBuffer(new float[64]);
        for (int i = 0; i < segments.Length; i++)
            gradients.All.Slice(segments[i].Offset, 3).Fill(MathF.Pow(10, i));
        OptimizerState state = new Sgd(1f) { Groups = [new("b") { Frozen = true }] }.CreateState(segments);
        Assert.Equal(Math.Sqrt(3 * (1 + 1e6)), GradientNorm.Of(gradients.Data, segments, state), 1e-9);
    }

    [Fact]
    public void Values_are_clipped_first()
    {
        Segment[] segments = TestSegments.Of(("a", 4, true));
        using var gradients = new FlatBuffer(0.5f, -0.25f, 100f, float.NegativeInfinity);
        OptimizerState state = new Sgd(1f) { ClipValue = 0.5 }.CreateState(segments);
        Assert.Equal(Math.Sqrt(3 * 0.25 + 0.0625), GradientNorm.Of(gradients.Data, segments, state), 1e-15);
        Assert.Equal(100f, gradients.All[2]); // in the sum alone
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e38f)]
    public void Squares_neither_vanish_nor_overflow(float value)
    {
        Segment[] segments = TestSegments.Of(("a", 100, true));
        using var gradients = new FlatBuffer(Enumerable.Repeat(value, 100).ToArray());
        Assert.Equal(10.0 * value, GradientNorm.Of(gradients.Data, segments, new Sgd(1f).CreateState(segments)), 1e-12 * value);
    }

    [Fact]
    public void Not_a_number_is_not_hidden()
    {
        Segment[] segments = TestSegments.Of(("a", 3, true));
        using var gradients = new FlatBuffer(1, float.NaN, 1);
        Assert.True(double.IsNaN(GradientNorm.Of(gradients.Data, segments, new Sgd(1f) { ClipValue = 1 }.CreateState(segments))));
    }

    [Theory]
    [InlineData(16, float.PositiveInfinity)]
    [InlineData(48, 0.3f)]
    [InlineData(GradientNorm.Chunk, float.PositiveInfinity)]
    [InlineData(GradientNorm.Chunk, 0.3f)]
    public void No_vector_width_changes_a_bit(int length, float limit)
    {
        using FlatBuffer gradients = Random(TestSegments.One(length));
        // Widened squares are exact and the lanes fixed, so a sum in plain code has the same bits, too.
        var lanes = new double[16];
        for (int i = 0; i < length; i++)
        {
            double value = Math.Clamp(gradients.All[i], -limit, limit);
            lanes[i % 16] += value * value;
        }
        for (int width = 8; width > 0; width /= 2)
        {
            for (int i = 0; i < width; i++)
                lanes[i] += lanes[i + width];
        }
        Assert.Equal(lanes[0], GradientNorm.SumOfSquares128(gradients.Data, length, limit));
        Assert.Equal(lanes[0], GradientNorm.SumOfSquares256(gradients.Data, length, limit));
        Assert.True(Vector128.IsHardwareAccelerated);
    }

    [Fact]
    public void Clipping_needs_the_norm_and_nothing_else_does()
    {
        Assert.True(new Sgd(1f) { ClipNorm = 1 }.CreateState(16).NeedsNorm);
        Assert.False(new Sgd(1f) { ClipValue = 1, L1 = 1 }.CreateState(16).NeedsNorm);
    }

    private static FlatBuffer Random(Segment[] segments)
    {
        var random = new Random(7);
        var buffer = new FlatBuffer(new float[TestSegments.Length(segments)]);
        foreach (Segment segment in segments)
        {
            for (int i = 0; i < segment.Count; i++)
                buffer.All[segment.Offset + i] = random.NextSingle() - 0.5f;
        }
        return buffer;
    }
}
