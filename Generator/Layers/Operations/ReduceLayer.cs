using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The sum, mean or maximum over an axis, which disappears.</summary>
/// <param name="Use">The attribute or operation.</param>
/// <param name="Function"><c>Sum</c>, <c>Mean</c> or <c>Max</c>.</param>
/// <param name="IsOverTime">Whether the axis is the time of a sequence instead of an argument.</param>
public sealed record ReduceLayer(LayerUse Use, string Function, bool IsOverTime = false) : UnaryLayer(Use)
{
    private int DefaultAxis => IsOverTime ? 0 : -1;

    public override Inference Infer(Shape input)
    {
        if (IsOverTime && input.Rank != 2)
            return Inference.Error("GG0102", null, Title, "a sequence, [time, features]", input.ToString(), "give it such a value, or use Node.Mean over an axis of your choice");
        if (AxisRule.Find(this, Use, "axis", DefaultAxis, input, out int axis) is { } wrong)
            return wrong;
        int[] rest = [.. input.Dimensions.Where((_, i) => i != axis)];
        return Inference.Of(rest.Length == 0 ? new Shape(1) : new Shape(rest));
    }

    public override void Forward(ForwardBuilder build)
    {
        StridedOperation walk = Walk(build.Input, build.NewOutput(), isBackward: false);
        build.Emit(Function == "Max" ? walk.Max($"{build.Name} forward") : walk.Sum($"{build.Name} forward", ScaleText(build.Input.Shape)));
    }

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        Value gradient = build.NewInputGradient();
        string title = $"{build.Name} backward";
        if (Function == "Max")
        {
            build.Emit(Walk(build.Input, build.Output, isBackward: false).MaxBackward(title, build.OutputGradient, gradient));
            return;
        }

        if (Function == "Sum")
        {
            build.Emit(Walk(gradient, build.OutputGradient, isBackward: true).Copy(title, clears: true));
            return;
        }

        Value scaled = build.NewScratch(build.Output.Name + "GradientScaled", build.OutputGradient.Shape);
        build.Emit(Operation.Map($"{build.Name} backward, scale", build.OutputGradient, scaled, new EpilogueStep("Affine", Operand.Text(ScaleText(build.Input.Shape)), Operand.Text("0f"))));
        build.Emit(Walk(gradient, scaled, isBackward: true).Copy(title, clears: true));
    }

    private string ScaleText(Shape input) => Function == "Mean" ? $"1f / {Text(input.Dimensions[AxisRule.Find(Use, "axis", DefaultAxis, input)])}" : "1f";

    private StridedOperation Walk(Value large, Value small, bool isBackward)
    {
        int reduced = AxisRule.Find(Use, "axis", DefaultAxis, large.Shape);
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
