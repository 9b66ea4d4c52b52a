using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Pooling;

/// <summary>A window of random geometry, with the output's extents as PyTorch counts them.</summary>
internal sealed record DrawnWindow(Window2D Window, int Samples, int Channels, int InputStride)
{
    public int InputPixels => Window.InputHeight * Window.InputWidth;

    /// <summary>Draws until every window meets the input.</summary>
    public static DrawnWindow Draw(int seed, bool dilates)
    {
        Random random = new(seed);
        // Every third is a sequence.
        bool isSequence = seed % 3 == 0, isRoundedUp = random.Next(2) == 0;
        Axis vertical = isSequence ? new(1, 1, 1, 1, 0, 1) : Axis.Draw(random, dilates, isRoundedUp);
        Axis horizontal = Axis.Draw(random, dilates, isRoundedUp);
        int channels = random.Next(4) switch { 0 => random.Next(1, 16), 1 => 16, 2 => random.Next(17, 50), _ => 32 };
        // Inputs of a network have no padding.
        int stride = isSequence && random.Next(2) == 0 ? channels : Tensor<float>.PaddedColumns(channels);
        return new(
            new Window2D(
                (vertical.Input, horizontal.Input), (vertical.Output, horizontal.Output), (vertical.Kernel, horizontal.Kernel),
                (vertical.Stride, horizontal.Stride), (vertical.Padding, horizontal.Padding), (vertical.Dilation, horizontal.Dilation)),
            random.Next(1, 4), channels, stride);
    }

    /// <summary>The input pixels of a window in row-major order, by plain counting; null for one that lies outside.</summary>
    public IEnumerable<int?> Pixels(int outputPixel)
    {
        int y = outputPixel / Window.OutputWidth, x = outputPixel % Window.OutputWidth;
        for (int i = 0; i < Window.KernelHeight; i++)
        {
            for (int k = 0; k < Window.KernelWidth; k++)
            {
                int row = y * Window.StrideHeight - Window.PaddingTop + i * Window.DilationHeight;
                int column = x * Window.StrideWidth - Window.PaddingLeft + k * Window.DilationWidth;
                bool isInside = row >= 0 && row < Window.InputHeight && column >= 0 && column < Window.InputWidth;
                yield return isInside ? row * Window.InputWidth + column : null;
            }
        }
    }

    /// <summary>PyTorch's divisor of a mean, as it is written there.</summary>
    public int Divisor(int outputPixel, bool countsPadding)
    {
        if (!countsPadding)
            return Pixels(outputPixel).Count(pixel => pixel is not null);
        int top = outputPixel / Window.OutputWidth * Window.StrideHeight - Window.PaddingTop;
        int left = outputPixel % Window.OutputWidth * Window.StrideWidth - Window.PaddingLeft;
        return (Math.Min(top + Window.KernelHeight, Window.InputHeight + Window.PaddingTop) - top)
            * (Math.Min(left + Window.KernelWidth, Window.InputWidth + Window.PaddingLeft) - left);
    }

    private sealed record Axis(int Input, int Output, int Kernel, int Stride, int Padding, int Dilation)
    {
        public static Axis Draw(Random random, bool dilates, bool isRoundedUp)
        {
            while (true)
            {
                int input = random.Next(1, 12), kernel = random.Next(1, 5), dilation = dilates ? random.Next(1, 4) : 1;
                int stride = random.Next(2) == 0 ? kernel : random.Next(1, 5);
                int padding = random.Next(2) == 0 ? 0 : random.Next(kernel / 2 + 1);
                int room = input + 2 * padding - dilation * (kernel - 1) - 1;
                if (room < 0)
                    continue;
                int output = (room + (isRoundedUp ? stride - 1 : 0)) / stride + 1;
                if (isRoundedUp && (output - 1) * stride >= input + padding)
                    output--;
                Axis axis = new(input, output, kernel, stride, padding, dilation);
                if (Enumerable.Range(0, output).All(axis.Meets))
                    return axis;
            }
        }

        private bool Meets(int window) =>
            Enumerable.Range(0, Kernel).Any(k => window * Stride - Padding + k * Dilation is int at && at >= 0 && at < Input);
    }
}
