using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>A part of a value along one axis.</summary>
public sealed record SliceLayer(LayerUse Use) : UnaryLayer(Use)
{
    private int Start => Use.Integer("start", 0);

    private int Length => Use.Integer("length", 0);

    public override string Title => $"Slice({Text(Start)}, {Text(Length)})";

    public override Inference Infer(Shape input)
    {
        if (AxisRule.Find(this, Use, "axis", -1, input, out int axis) is { } wrong)
            return wrong;
        int extent = input.Dimensions[axis];
        return Start < 0 || Length < 1 || (long)Start + Length > extent
            ? Inference.OperandError(0, Title, $"an axis of at least {Text((long)Start + Length)} elements, from 0 on and 1 or more", $"{input}, with {Text(extent)} on axis {Text(axis)}", "choose a start and a length within it")
            : Inference.Of(new Shape(input.Dimensions.Select((whole, i) => i == axis ? Length : whole)));
    }

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.AsPicturesCome;

    public override void Forward(ForwardBuilder build) =>
        build.Emit(Walk(build.NewOutput(), build.Input, isBackward: false).Copy($"{build.Name} forward", clears: true));

    public override void Backward(BackwardBuilder build)
    {
        if (build.NeedsInputGradient)
            build.Emit(Walk(build.OutputGradient, build.NewInputGradient(), isBackward: true).Copy($"{build.Name} backward", clears: true));
    }

    private StridedOperation Walk(Value part, Value whole, bool isBackward)
    {
        int offset = Start * whole.Pitches[AxisRule.Find(Use, "axis", -1, whole.Shape)];
        StridedOperation walk = isBackward ? new(part, whole) { ToStart = offset } : new(whole, part) { FromStart = offset };
        for (int axis = 0; axis < part.Shape.Rank; axis++)
            walk.Axis(part.Shape.Dimensions[axis], (isBackward ? part : whole).Pitches[axis], (isBackward ? whole : part).Pitches[axis]);
        return walk;
    }
}
