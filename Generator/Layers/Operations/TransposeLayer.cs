using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>Two axes swapped.</summary>
public sealed record TransposeLayer(LayerUse Use) : UnaryLayer(Use)
{
    public override Inference Infer(Shape input)
    {
        if (AxisRule.Find(this, Use, "first", -2, input, out int first) is { } wrong)
            return wrong;
        return AxisRule.Find(this, Use, "second", -1, input, out int second)
            ?? Inference.Of(new Shape(input.Dimensions.Select((extent, i) => i == first ? input.Dimensions[second] : i == second ? input.Dimensions[first] : extent)));
    }

    public override void Forward(ForwardBuilder build) =>
        build.Emit(Walk(build.Input, build.NewOutput()).Copy($"{build.Name} forward", clears: true));

    public override void Backward(BackwardBuilder build)
    {
        if (build.NeedsInputGradient)
            build.Emit(Walk(build.OutputGradient, build.NewInputGradient()).Copy($"{build.Name} backward", clears: true));
    }

    /// <summary>The way back is the way there.</summary>
    private StridedOperation Walk(Value from, Value to)
    {
        int first = AxisRule.Find(Use, "first", -2, from.Shape), second = AxisRule.Find(Use, "second", -1, from.Shape);
        StridedOperation walk = new(from, to);
        for (int axis = 0; axis < to.Shape.Rank; axis++)
            walk.Axis(to.Shape.Dimensions[axis], from.Pitches[axis == first ? second : axis == second ? first : axis], to.Pitches[axis]);
        return walk;
    }
}
