using GraphGen.CompilerServices;
using GraphGen.Tests.Kernels.Convolutions;

namespace GraphGen.Tests.Kernels.Winograds;

/// <summary>The weights of a case behind their transforms, each made panel by panel as workers do.</summary>
internal static class WinogradWeights
{
    public static ParameterVector Transformed(ConvolutionCase test)
    {
        ParameterVector transformed = New(test, test.Shape.Filters);
        KernelBuffers.Run(1, false, w => Winograd.TransformWeight(ref w, 0, test.Weight, transformed), Panels(test.FilterPanels));
        return transformed;
    }

    public static ParameterVector Turned(ConvolutionCase test)
    {
        ParameterVector turned = New(test, test.Shape.Channels);
        KernelBuffers.Run(1, false, w => Winograd.TurnWeight(ref w, 0, test.Weight, turned), Panels(test.ChannelPanels));
        return turned;
    }

    /// <summary>Room for a transform of so many columns; what the kernels leave out is no number.</summary>
    public static ParameterVector New(ConvolutionCase test, int columns) =>
        test.Vector(16 * (test.Shape.Channels * test.Shape.Filters + (columns + 31) / 32 * 16), () => float.NaN);

    private static Part[] Panels(int count) => [.. Enumerable.Range(0, count).Select(panel => new Part(0, 1, panel, panel + 1))];
}
