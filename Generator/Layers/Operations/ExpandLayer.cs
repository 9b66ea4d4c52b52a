using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The elements repeated along axes of extent 1, before an operation that broadcasts; its gradient adds up.</summary>
public sealed record ExpandLayer(Shape Shape) : UnaryLayer(new LayerUse("Expand", EquatableArray<Argument>.Empty))
{
    public override string Title => $"Expand({string.Join(", ", Shape.Dimensions.Select(extent => Text(extent)))})";

    public override Inference Infer(Shape input) => Inference.Of(Shape);

    public override void Forward(ForwardBuilder build) =>
        build.Emit(Walk(build.Input, build.NewOutput(), isBackward: false).Copy($"{build.Name} forward", clears: true));

    public override void Backward(BackwardBuilder build)
    {
        if (build.NeedsInputGradient)
            build.Emit(Walk(build.NewInputGradient(), build.OutputGradient, isBackward: true).Sum($"{build.Name} backward", "1f"));
    }

    private static StridedOperation Walk(Value small, Value large, bool isBackward)
    {
        StridedOperation walk = isBackward ? new(large, small) : new(small, large);
        int missing = large.Shape.Rank - small.Shape.Rank;
        for (int axis = 0; axis < large.Shape.Rank; axis++)
        {
            int pitch = axis < missing || small.Shape.Dimensions[axis - missing] == 1 ? 0 : small.Pitches[axis - missing];
            int largePitch = large.Pitches[axis];
            walk.Axis(large.Shape.Dimensions[axis], isBackward ? largePitch : pitch, isBackward ? pitch : largePitch);
        }

        return walk;
    }
}
