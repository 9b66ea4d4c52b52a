using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The largest value or the mean of each channel over a whole picture, or of each feature over all steps: one window.</summary>
/// <param name="Use">The attribute.</param>
/// <param name="Kernel">The runtime's kernels: <c>MaxPool</c> or <c>AvgPool</c>.</param>
public sealed record GlobalPoolLayer(LayerUse Use, string Kernel) : UnaryLayer(Use)
{
    private bool IsMax => Kernel == "MaxPool";

    public override bool TakesMaxima => IsMax;

    public override bool TakesPictures => true;

    public override Inference Infer(Shape input) => input.Rank is 2 or 3
        ? Inference.Of(new Shape(Window.ChannelsOf(input)))
        : Inference.Error(
            "GG0102", null, Title, "pictures, [channels, height, width], or sequences, [time, features]", input.ToString(), "say the input so, or put [Reshape] before it");

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.ChannelsLast;

    public override void Forward(ForwardBuilder build) => build.Emit(
        PoolOperations.Forward(build.Name, Kernel, build.Input.Shape.Elements, build.Input, build.NewOutput(), Arguments(build.Input.Shape)));

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        Operand[] read = IsMax ? [Operand.Rows(build.Input), Operand.Rows(build.OutputGradient)] : [Operand.Rows(build.OutputGradient)];
        build.Emit(PoolOperations.Backward(build.Name, Kernel, build.Input.Shape.Elements, read, build.NewInputGradient(), Arguments(build.Input.Shape)));
    }

    private Operand[] Arguments(Shape input)
    {
        WindowAxis Whole(int extent) => new(extent, Stride: extent);
        Window window = input.Rank == 3
            ? new Window(Whole(input.Dimensions[1]), Whole(input.Dimensions[2]))
            : Window.OverTime(Whole(input.Dimensions[0]));
        return PoolOperations.Arguments(window, input, IsMax ? null : true);
    }
}
