using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Pooling;

/// <summary>The values of one test of a kernel that moves pixels, and what must hold of its results.</summary>
internal sealed unsafe class PoolRun
{
    private readonly List<AlignedBuffer> _buffers = [];

    /// <summary>A value of pictures; <paramref name="levels"/> above 0 makes equal elements likely.</summary>
    public Tensor<float> Value(int samples, int pixels, int channels, int stride, int seed, float padding, int levels = 0)
    {
        AlignedBuffer buffer = new((long)samples * pixels * stride);
        _buffers.Add(buffer);
        Random random = new(seed);
        for (int i = 0; i < buffer.Length; i++)
        {
            float value = levels > 0 ? random.Next(levels) - levels / 2 : (float)(2 * random.NextDouble() - 1);
            buffer.Span[i] = i % stride < channels ? value : padding;
        }

        return new Tensor<float>(buffer.Data, pixels, channels, stride);
    }

    /// <inheritdoc cref="Value(int, int, int, int, int, float, int)"/>
    public Tensor<float> Value(int samples, int pixels, int channels, int seed, float padding, int levels = 0) =>
        Value(samples, pixels, channels, Tensor<float>.PaddedColumns(channels), seed, padding, levels);

    /// <summary>The whole and its cut among three workers, one of whom gets nothing.</summary>
    public static IEnumerable<Part[]> Cuts(int samples)
    {
        yield return [new Part(0, samples, 0, 1)];
        yield return [new Part(0, samples / 2, 0, 1), new Part(samples / 2, samples, 0, 1), new Part(samples, samples, 0, 1)];
    }

    /// <summary>Fills a value with numbers that nobody may see again.</summary>
    public static void Spoil(Tensor<float> tensor, int samples) =>
        new Span<float>(tensor.Data, samples * tensor.Rows * tensor.Stride).Fill(float.NaN);

    public static void ExpectZeroPadding(Tensor<float> tensor, int samples)
    {
        for (int row = 0; row < samples * tensor.Rows; row++)
        {
            ReadOnlySpan<float> padding = new(tensor.Data + (nint)row * tensor.Stride + tensor.Columns, tensor.Stride - tensor.Columns);
            Assert.True(padding.IndexOfAnyExcept(0f) < 0);
        }
    }

    public static float At(Tensor<float> tensor, int sample, int pixel, int channel) =>
        tensor.Data[((nint)sample * tensor.Rows + pixel) * tensor.Stride + channel];
}
