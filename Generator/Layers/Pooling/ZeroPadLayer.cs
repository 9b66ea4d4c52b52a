using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>A border of zeros around a picture.</summary>
public sealed record ZeroPadLayer(LayerUse Use) : UnaryLayer(Use)
{
    private static readonly string[] s_sides = ["top", "bottom", "left", "right"];

    private bool IsUniform => Use["padding"] is not null;

    private int Top => Side("top");

    private int Left => Side("left");

    private int Right => Side("right");

    public override string Title => $"ZeroPad2D({(IsUniform ? Text(Top) : string.Join(", ", s_sides.Select(side => Text(Side(side)))))})";

    public override bool TakesPictures => true;

    public override Inference Infer(Shape input)
    {
        if (input.Rank != 3)
        {
            return Inference.Error(
                "GG0102", null, Title, "pictures, [channels, height, width]", input.ToString(), "say the input so, or put [Reshape] before it");
        }

        foreach (string side in s_sides)
        {
            string argument = IsUniform ? "padding" : side;
            if (Side(side) < 0)
                return Inference.Error("GG0101", argument, Title, argument, Text(Side(side)), "at least 0");
        }

        long height = (long)Top + input.Dimensions[1] + Side("bottom"), width = (long)Left + input.Dimensions[2] + Right;
        return height * (double)width * input.Dimensions[0] > int.MaxValue
            ? Inference.Error("GG0103", null, Title, $"its output has more than {Text(int.MaxValue)} elements")
            : Inference.Of(new Shape(input.Dimensions[0], (int)height, (int)width));
    }

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.ChannelsLast;

    public override void Forward(ForwardBuilder build)
    {
        Value output = build.NewOutput();
        build.Emit(PoolOperations.Forward(build.Name, "ZeroPad", output.Shape.Elements, build.Input, output, Arguments(build.Input)));
    }

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        build.Emit(PoolOperations.Backward(
            build.Name, "ZeroPad", build.Input.Shape.Elements, [Operand.Rows(build.OutputGradient)], build.NewInputGradient(), Arguments(build.Input)));
    }

    private int Side(string side) => Use.Integer("padding", Use.Integer(side, 0));

    private Operand[] Arguments(Value input) =>
    [
        Operand.Text($"width: {Text(input.Shape.Dimensions[2])}"),
        Operand.Text($"top: {Text(Top)}"),
        Operand.Text($"left: {Text(Left)}"),
        Operand.Text($"right: {Text(Right)}"),
    ];
}
