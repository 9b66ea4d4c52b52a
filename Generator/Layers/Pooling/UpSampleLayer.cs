using System.Globalization;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>A picture enlarged by a whole number.</summary>
public sealed record UpSampleLayer(LayerUse Use) : UnaryLayer(Use)
{
    /// <summary>Operations of an element between four others.</summary>
    private const int FlopsPerElement = 8;

    private int Scale => Use.Integer("scale", 0);

    private bool IsBilinear => Use.Text("Interpolation") == "Bilinear";

    private string Kernel => IsBilinear ? "BilinearUpSample" : "UpSample";

    public override string Title => $"UpSample2D({Text(Scale)})";

    public override bool TakesPictures => true;

    public override Inference Infer(Shape input)
    {
        if (input.Rank != 3)
        {
            return Inference.Error(
                "GG0102", null, Title, "pictures, [channels, height, width]", input.ToString(), "say the input so, or put [Reshape] before it");
        }

        if (Scale < 1)
            return Inference.Error("GG0101", "scale", Title, "scale", Text(Scale), "at least 1");
        if (Use["Interpolation"] is { Text: null } unknown)
            return Inference.Error("GG0101", "Interpolation", Title, "Interpolation", unknown.Integer.ToString(CultureInfo.InvariantCulture), "a member of Interpolation");
        return (double)Scale * Scale * input.Elements > int.MaxValue
            ? Inference.Error("GG0103", "scale", Title, $"its output has more than {Text(int.MaxValue)} elements")
            : Inference.Of(new Shape(input.Dimensions[0], input.Dimensions[1] * Scale, input.Dimensions[2] * Scale));
    }

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.ChannelsLast;

    public override void Forward(ForwardBuilder build)
    {
        Value output = build.NewOutput();
        build.Emit(PoolOperations.Forward(build.Name, Kernel, Flops(output), build.Input, output, Arguments(build.Input)));
    }

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        build.Emit(PoolOperations.Backward(
            build.Name, Kernel, Flops(build.Output), [Operand.Rows(build.OutputGradient)], build.NewInputGradient(), Arguments(build.Input)));
    }

    private long Flops(Value output) => output.Shape.Elements * (IsBilinear ? FlopsPerElement : 1);

    private Operand[] Arguments(Value input) => [Operand.Text($"width: {Text(input.Shape.Dimensions[2])}"), Operand.Text($"scale: {Text(Scale)}")];
}
