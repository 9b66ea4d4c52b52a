using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The sum, mean or maximum over an axis, which disappears.</summary>
public sealed record ReduceLayer(LayerUse Use) : UnaryLayer(Use)
{
    public override Inference Infer(Shape input)
    {
        if (AxisRule.Find(this, Use, "axis", -1, input, out int axis) is { } wrong)
            return wrong;
        int[] rest = [.. input.Dimensions.Where((_, i) => i != axis)];
        return Inference.Of(rest.Length == 0 ? new Shape(1) : new Shape(rest));
    }

    public override void Forward(ForwardBuilder build)
    {
        StridedOperation walk = Walk(build.Input, build.NewOutput(), isBackward: false);
        build.Emit(Use.Kind == "Max" ? walk.Max($"{build.Name} forward") : walk.Sum($"{build.Name} forward", ScaleText(build.Input.Shape)));
    }

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        Value gradient = build.NewInputGradient();
        string title = $"{build.Name} backward";
        if (Use.Kind == "Max")
        {
            build.Emit(Walk(build.Input, build.Output, isBackward: false).MaxBackward(title, build.OutputGradient, gradient));
            return;
        }

        if (Use.Kind == "Sum")
        {
            build.Emit(Walk(gradient, build.OutputGradient, isBackward: true).Copy(title, clears: true));
            return;
        }

        Value scaled = build.NewScratch(build.Output.Name + "GradientScaled", build.OutputGradient.Shape);
        build.Emit(Operation.Map($"{build.Name} backward, scale", build.OutputGradient, scaled, new EpilogueStep("Affine", Operand.Text(ScaleText(build.Input.Shape)), Operand.Text("0f"))));
        build.Emit(Walk(gradient, scaled, isBackward: true).Copy(title, clears: true));
    }

    private string ScaleText(Shape input) => Use.Kind == "Mean" ? $"1f / {Text(input.Dimensions[AxisRule.Find(Use, "axis", -1, input)])}" : "1f";

    private StridedOperation Walk(Value large, Value small, bool isBackward)
    {
        int reduced = AxisRule.Find(Use, "axis", -1, large.Shape);
        StridedOperation walk = isBackward ? new(small, large) : new(large, small);
        for (int axis = 0; axis < large.Shape.Rank; axis++)
        {
            int pitch = axis == reduced ? 0 : small.Pitches[axis < reduced ? axis : axis - 1];
            int largePitch = large.Pitches[axis];
            walk.Axis(large.Shape.Dimensions[axis], isBackward ? pitch : largePitch, isBackward ? largePitch : pitch);
        }

        return walk;
    }
}
