using System.Globalization;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// An elementwise function of one value. The catalog says all there is to say of each: the runtime's op, what the backward
/// pass wants of it, and its parameter.
/// </summary>
/// <param name="Use">The attribute.</param>
/// <param name="Op">The runtime's op struct; <c>GeluTanh</c> for <c>[Gelu(Approximate = true)]</c>.</param>
/// <param name="SavesInput">Whether the derivative is computed from the input instead of the output.</param>
/// <param name="IsRectifier">Whether weights before it are initialised by He's rule.</param>
/// <param name="Parameter">The name of its one number, or null.</param>
/// <param name="Default">The number's default.</param>
/// <param name="ClearsPadding">Whether it may make what it is given in padding infinite.</param>
public sealed record ActivationLayer(
    LayerUse Use,
    string Op,
    bool SavesInput,
    bool IsRectifier = false,
    string? Parameter = null,
    float Default = 0f,
    bool ClearsPadding = false) : UnaryLayer(Use)
{
    private float Number => Parameter is null ? 0f : Use.Number(Parameter, Default);

    public override string Title => Parameter is null ? Use.Kind : $"{Use.Kind}({Text(Number)})";

    public override bool KeepsMaxima => Op == "Relu";

    private string OpText => Parameter is null ? $"default({Op})" : $"new {Op}({Text(Number)}f)";

    public override Inference Infer(Shape input) => Parameter is not null && !(Number is >= 0f and <= float.MaxValue)
        ? Inference.Error("GG0101", Parameter, Title, Parameter, Text(Number), "a finite number, 0 or above")
        : Inference.Of(input);

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.AsItComes;

    public override void Forward(ForwardBuilder build)
    {
        Value output = build.NewOutput();
        EpilogueStep map = new("Map", Operand.Text(OpText));
        EpilogueStep clear = new("ClearPadding", Operand.Text(Text(output.Stored.Last)));
        build.Emit(Operation.Map($"{build.Name} forward", build.Input, output, ClearsPadding ? [map, clear] : [map]));
    }

    public override void Backward(BackwardBuilder build)
    {
        if (!build.NeedsInputGradient)
            return;
        Value saved = SavesInput ? build.Input : build.Output;
        build.Emit(Operation.Map(
            $"{build.Name} backward",
            build.OutputGradient,
            build.NewInputGradient(),
            new EpilogueStep("Derivative", Operand.Text(OpText), Operand.Own(saved))));
    }
}
