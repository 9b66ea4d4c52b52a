namespace Generator.Tests.RandomStacks.Model;

/// <summary>How the window of a convolution slides, the same along both axes.</summary>
internal sealed record SlidingWindow(int Stride = 1, int Padding = 0, int Dilation = 1, int Groups = 1)
{
    /// <summary>The outputs along an axis.</summary>
    public int Output(int input, int kernel)
    {
        int free = input + 2 * Padding - Dilation * (kernel - 1) - 1;
        return free < 0 ? 0 : free / Stride + 1;
    }

    /// <summary>What differs from an attribute's defaults.</summary>
    public IEnumerable<string> Arguments => new[] { ("Stride", Stride, 1), ("Padding", Padding, 0), ("Dilation", Dilation, 1), ("Groups", Groups, 1) }
        .Where(argument => argument.Item2 != argument.Item3)
        .Select(argument => $"{argument.Item1} = {argument.Item2}");
}
