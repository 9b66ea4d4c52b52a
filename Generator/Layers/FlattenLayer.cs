using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>All axes as one, in row-major order.</summary>
public sealed record FlattenLayer(LayerUse Use) : UnaryLayer(Use)
{
    public override Inference Infer(Shape input) => input.Elements > int.MaxValue
        ? Inference.Error("GG0103", null, Title, $"its input {input} has more than {Text(int.MaxValue)} elements")
        : Inference.Of(new Shape((int)input.Elements));

    public override void Forward(ForwardBuilder build) => build.Reshape();

    public override void Backward(BackwardBuilder build)
    {
        if (build.NeedsInputGradient)
            build.Reshape();
    }
}
