using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Losses;

/// <summary>One call of a loss kernel: logits padded with junk, targets as the caller gives them, the results as plain arrays.</summary>
internal sealed unsafe class LossRun
{
    public delegate void Kernel(Worker worker, Tensor<float> prediction, Tensor<float> target, Tensor<float> loss, Tensor<float> gradient);

    private LossRun(float[] losses, float[] gradient) => (Losses, Gradient) = (losses, gradient);

    /// <summary>The loss of each row.</summary>
    public float[] Losses { get; }

    /// <summary>The gradient without its padding, which is checked to be zero.</summary>
    public float[] Gradient { get; }

    /// <summary>Runs the kernel once for each part, the samples shared out as the parts say.</summary>
    public static LossRun Of(Kernel kernel, int rows, int columns, float[] prediction, float[] target, params Part[] parts)
    {
        int samples = prediction.Length / (rows * columns);
        Assert.Equal((samples * rows * columns, prediction.Length), (prediction.Length, target.Length));
        var (xBuffer, x) = KernelBuffers.Padded(samples, rows, columns, 1, padding: 9f);
        var (gradientBuffer, gradient) = KernelBuffers.Padded(samples, rows, columns, 2, padding: 9f);
        AlignedBuffer targets = new(target.Length), losses = new(samples * rows);
        target.CopyTo(targets.Span);
        for (int row = 0; row < samples * rows; row++)
            prediction.AsSpan(row * columns, columns).CopyTo(xBuffer.Span[(row * x.Stride)..]);
        KernelBuffers.Run(
            samples, false,
            worker => kernel(worker, x, new(targets.Data, rows, columns, columns), new(losses.Data, rows, 1, 1), gradient),
            parts.Length == 0 ? [new(0, samples, 0, 1)] : parts);
        for (int row = 0; row < samples * rows; row++)
            Assert.All(gradientBuffer.Span.Slice(row * x.Stride + columns, x.Stride - columns).ToArray(), value => Assert.Equal(0, BitConverter.SingleToInt32Bits(value)));
        float[] elements = KernelBuffers.Elements(gradient, samples);
        LossRun result = new(losses.Span[..(samples * rows)].ToArray(), elements);
        GC.KeepAlive((xBuffer, gradientBuffer, targets));
        return result;
    }

    /// <summary>Both the losses and the gradients are the same bits.</summary>
    public void ExpectBits(LossRun other)
    {
        Assert.Equal(Losses.Select(BitConverter.SingleToInt32Bits), other.Losses.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(Gradient.Select(BitConverter.SingleToInt32Bits), other.Gradient.Select(BitConverter.SingleToInt32Bits));
    }
}
