using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>All axes as one, in row-major order.</summary>
public sealed record FlattenLayer(LayerUse Use) : UnaryLayer(Use)
{
    private const int Vector = 16;

    public override Inference Infer(Shape input) => input.Elements > int.MaxValue
        ? Inference.Error("GG0103", null, Title, $"its input {input} has more than {Text(int.MaxValue)} elements")
        : Inference.Of(new Shape((int)input.Elements));

    /// <summary>A picture whose channels fill whole vectors stays where it lies, channels last.</summary>
    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.Pictures[0] is { } picture && picture.Dimensions[0] % Vector == 0
        ? new(choice.Pictures, picture)
        : choice.RowMajor;

    public override void Forward(ForwardBuilder build) => build.Reshape();

    public override void Backward(BackwardBuilder build)
    {
        if (build.NeedsInputGradient)
            build.Reshape();
    }
}
