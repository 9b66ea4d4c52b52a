using System;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The largest value or the mean of each channel in a window that slides over a picture or over time.</summary>
/// <param name="Use">The attribute.</param>
/// <param name="Kernel">The runtime's kernels: <c>MaxPool</c> or <c>AvgPool</c>.</param>
/// <param name="Rank">3 for pictures, 2 for sequences.</param>
public sealed record PoolLayer(LayerUse Use, string Kernel, int Rank) : UnaryLayer(Use)
{
    private bool IsMax => Kernel == "MaxPool";

    private string WindowArgument => Use["window"] is null && Use["windowHeight"] is not null ? "windowHeight" : "window";

    private Window Window
    {
        get
        {
            WindowAxis Axis(string argument)
            {
                int window = Use.Integer("window", Use.Integer(argument, 0));
                return new(window, Use.Integer("Stride", window), Use.Integer("Padding", 0), Use.Integer("Dilation", 1), Use.Flag("CeilMode", false));
            }

            return Rank == 3 ? new Window(Axis("windowHeight"), Axis("windowWidth")) : Window.OverTime(Axis("window"));
        }
    }

    public override string Title
    {
        get
        {
            Window window = Window;
            bool isSquare = window.IsOverTime || window.Height.Kernel == window.Width.Kernel;
            return $"{Use.Kind}({(isSquare ? "" : Text(window.Height.Kernel) + ", ")}{Text(window.Width.Kernel)})";
        }
    }

    public override bool TakesMaxima => IsMax;

    public override bool TakesPictures => Rank == 3;

    public override Inference Infer(Shape input)
    {
        Window window = Window;
        int half = Math.Min(window.IsOverTime ? int.MaxValue : window.Height.Kernel, window.Width.Kernel) / 2, padding = window.Width.Padding;
        if (half >= 0 && (padding < 0 || padding > half) && input.Rank == Rank)
        {
            return Inference.Error(
                "GG0101", "Padding", Title, "Padding", padding == WindowAxis.Same ? "Padding.Same" : Text(padding),
                $"at least 0 and at most {Text(half)}, half the window");
        }

        if (window.Fault(this, input, Rank, WindowArgument) is { } fault)
            return fault;
        var (height, width) = window.InputOf(input);
        if (MissesTheInput(window.Height, height) || MissesTheInput(window.Width, width))
            return Inference.Error("GG0101", "Dilation", Title, "Dilation", Text(window.Width.Dilation), $"so small that no window misses its input {input}");
        var (newHeight, newWidth) = window.OutputOf(input);
        return (double)newHeight * newWidth * Window.ChannelsOf(input) > int.MaxValue
            ? Inference.Error("GG0103", WindowArgument, Title, $"its output has more than {Text(int.MaxValue)} elements")
            : Inference.Of(window.OutputOf(input, Window.ChannelsOf(input)), [.. window.Remarks(this, input, WindowArgument)]);
    }

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.ChannelsLast;

    public override void Forward(ForwardBuilder build)
    {
        Value output = build.NewOutput();
        Operation operation = PoolOperations.Forward(build.Name, Kernel, Flops(output), build.Input, output, Arguments(build.Input));
        if (build.IsTraining && KeepsPlaces)
        {
            Operand places = Operand.Written(build.NewSaved("places", output.Stored));
            operation = operation with { Kernel = "MaxPool.ForwardWithPlaces", Operands = operation.Operands.Insert(2, places) };
        }

        build.Emit(operation);
    }

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        Operand dy = Operand.Rows(build.OutputGradient);
        Operand[] read = KeepsPlaces ? [Operand.Rows(build.Saved("places")), dy] : IsMax ? [Operand.Rows(build.Input), dy] : [dy];
        Operation operation = PoolOperations.Backward(build.Name, Kernel, Flops(build.Output), read, build.NewInputGradient(), Arguments(build.Input));
        build.Emit(KeepsPlaces ? operation with { Kernel = "MaxPool.BackwardFromPlaces" } : operation);
    }

    /// <summary>Whether windows lie edge to edge, and inside: then the places of the maxima are kept for the backward pass.</summary>
    private bool KeepsPlaces => IsMax && IsEdgeToEdge(Window.Height) && IsEdgeToEdge(Window.Width) && !Use.Flag("CeilMode", false);

    private static bool IsEdgeToEdge(WindowAxis axis) => axis.Stride == axis.Kernel && axis.Padding == 0 && axis.Dilation == 1;

    private Operand[] Arguments(Value input) => PoolOperations.Arguments(Window, input.Shape, IsMax ? null : Use.Flag("CountIncludePad", true));

    private long Flops(Value output) => output.Shape.Elements * Window.Height.Kernel * Window.Width.Kernel;

    /// <summary>Whether a window that begins in the padding steps over the whole input.</summary>
    private static bool MissesTheInput(WindowAxis axis, int input)
    {
        // The first tap that is not before the input lies less than the dilation behind its beginning.
        for (long start = -axis.Padding; start < 0 && axis.Dilation > input; start += axis.Stride)
        {
            if ((start % axis.Dilation + axis.Dilation) % axis.Dilation >= input)
                return true;
        }

        return false;
    }
}
