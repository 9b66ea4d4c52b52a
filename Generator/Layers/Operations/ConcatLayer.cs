using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>Values joined along the channels of pictures, along the last axis otherwise.</summary>
public sealed record ConcatLayer(LayerUse Use) : Layer(Use)
{
    public override Inference Infer(ImmutableArray<Shape> inputs)
    {
        if (inputs.Length < 2)
            return Inference.Error("GG0206", null, Title, LayerText.Several(inputs.Length, "value"), "two or more");
        Shape first = inputs[0];
        int axis = AxisOf(first);
        long joined = first.Dimensions[axis];
        for (int i = 1; i < inputs.Length; i++)
        {
            bool fits = inputs[i].Rank == first.Rank
                && Enumerable.Range(0, first.Rank).All(other => other == axis || inputs[i].Dimensions[other] == first.Dimensions[other]);
            if (!fits)
                return Inference.OperandError(i, Title, $"values that agree with the first, {first}, but on axis {Text(axis)}", inputs[i].ToString(), "bring them to such shapes, by a layer such as [Flatten] or [Reshape]");
            joined += inputs[i].Dimensions[axis];
        }

        return joined * (first.Elements / first.Dimensions[axis]) > int.MaxValue
            ? Inference.Error("GG0103", null, Title, $"its output has more than {Text(int.MaxValue)} elements")
            : Inference.Of(new Shape(first.Dimensions.Select((extent, i) => i == axis ? (int)joined : extent)));
    }

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.AsPicturesCome;

    public override void Forward(ForwardBuilder build)
    {
        Value output = build.NewOutput();
        for (int i = 0, start = 0; i < build.Inputs.Length; i++)
        {
            Value part = build.Inputs[i];
            Operation copy = Walk(part, output, start, isBackward: false).Copy($"{build.Name} forward, part {Text(i + 1)}", clears: i == 0);
            build.Emit(copy with { Continues = i > 0 });
            start += part.Shape.Dimensions[AxisOf(part.Shape)];
        }
    }

    public override void Backward(BackwardBuilder build)
    {
        for (int i = 0, start = 0; i < build.Inputs.Length; i++)
        {
            Shape part = build.Inputs[i].Shape;
            if (build.NeedsGradient(i))
                build.Emit(Walk(build.NewInputGradient(i), build.OutputGradient, start, isBackward: true).Copy($"{build.Name} backward, part {Text(i + 1)}", clears: true));
            start += part.Dimensions[AxisOf(part)];
        }
    }

    private static int AxisOf(Shape shape) => shape.Rank == 3 ? 0 : shape.Rank - 1;

    private static StridedOperation Walk(Value part, Value whole, int start, bool isBackward)
    {
        int offset = start * whole.Pitches[AxisOf(whole.Shape)];
        StridedOperation walk = isBackward ? new(whole, part) { FromStart = offset } : new(part, whole) { ToStart = offset };
        for (int axis = 0; axis < part.Shape.Rank; axis++)
            walk.Axis(part.Shape.Dimensions[axis], (isBackward ? whole : part).Pitches[axis], (isBackward ? part : whole).Pitches[axis]);
        return walk;
    }
}
