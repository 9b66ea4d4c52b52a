using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>The matrix product over the last two axes, for every sample and leading index.</summary>
public sealed record MatMulLayer(LayerUse Use) : Layer(Use)
{
    public override Inference Infer(ImmutableArray<Shape> inputs)
    {
        Shape left = inputs[0], right = inputs[1];
        if (left.Rank < 2)
            return Inference.OperandError(0, Title, "matrices: values of rank 2 or more", left.ToString(), "bring it to rank 2, by a layer such as [Reshape]");
        bool fits = right.Rank == left.Rank && left.Dimensions.Take(left.Rank - 2).SequenceEqual(right.Dimensions.Take(right.Rank - 2));
        if (!fits || right.Dimensions[right.Rank - 2] != left.Last)
            return Inference.OperandError(1, Title, $"on the right [..., {Text(left.Last)}, columns] with the leading axes of the left, which is {left}", right.ToString(), "transpose or reshape one of them");
        return Inference.Of(left.WithLast(right.Last));
    }

    public override void Forward(ForwardBuilder build) => build.Emit(New(
        $"{build.Name} forward", "BatchedMatMul.Forward", build.Inputs[0], build.Inputs[1],
        Operand.Rows(build.Inputs[0]), Operand.Rows(build.Inputs[1]), Operand.Written(build.NewOutput())));

    public override void Backward(BackwardBuilder build)
    {
        Value left = build.Inputs[0], right = build.Inputs[1];
        if (build.NeedsGradient(0))
            build.Emit(New($"{build.Name} backward, left", "BatchedMatMul.BackwardLeft", left, right, Operand.Rows(build.OutputGradient), Operand.Rows(right), Operand.Written(build.NewInputGradient(0))));
        if (build.NeedsGradient(1))
            build.Emit(New($"{build.Name} backward, right", "BatchedMatMul.BackwardRight", left, right, Operand.Rows(left), Operand.Rows(build.OutputGradient), Operand.Written(build.NewInputGradient(1))));
    }

    private static Operation New(string title, string kernel, Value left, Value right, params Operand[] operands)
    {
        int rows = left.Shape.Dimensions[left.Shape.Rank - 2];
        return new Operation(
            title,
            kernel,
            Split.BySamples(2 * left.Shape.Elements * right.Shape.Last, 4 * (left.Shape.Elements + right.Shape.Elements)),
            [.. operands, Operand.Text($"n: {Text(rows)}"), Operand.Text($"k: {Text(left.Shape.Last)}"), Operand.Text($"m: {Text(right.Shape.Last)}")],
            default);
    }
}
