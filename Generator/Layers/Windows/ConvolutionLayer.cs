using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>Convolution over pictures or over time: every output sees a window of the input.</summary>
/// <param name="Use">The attribute.</param>
/// <param name="Rank">3 for pictures, 2 for sequences.</param>
public sealed record ConvolutionLayer(LayerUse Use, int Rank) : UnaryLayer(Use)
{
    /// <summary>How many times as large as its weight what a convolution reads must be for every sample to have sums of its own.</summary>
    private const int LeastShare = 4;

    private int Filters => Use.Integer("filters", 0);

    private int Groups => Use.Integer("Groups", 1);

    private bool IsFrozen => Use.Flag("Frozen", false);

    private string KernelArgument => Use["kernel"] is null && Use["kernelHeight"] is not null ? "kernelHeight" : "kernel";

    private Window Window
    {
        get
        {
            WindowAxis Axis(string kernel) => new(Use.Integer("kernel", Use.Integer(kernel, 0)), Use.Integer("Stride", 1), Use.Integer("Padding", 0), Use.Integer("Dilation", 1));
            return Rank == 3 ? new Window(Axis("kernelHeight"), Axis("kernelWidth")) : Window.OverTime(Axis("kernel"));
        }
    }

    public override string Title
    {
        get
        {
            Window window = Window;
            string kernel = window.IsOverTime || window.Height.Kernel == window.Width.Kernel ? Text(window.Width.Kernel) : $"{Text(window.Height.Kernel)}, {Text(window.Width.Kernel)}";
            return $"{Use.Kind}({Text(Filters)}, {kernel})";
        }
    }

    public override bool TakesPictures => Rank == 3;

    public override Inference Infer(Shape input)
    {
        if (Filters < 1)
            return Inference.Error("GG0101", "filters", Title, "filters", Text(Filters), "at least 1");
        if (InitializerRule.Fault(this) is { } wrong)
            return wrong;
        Window window = Window;
        if (window.Fault(this, input, Rank, KernelArgument) is { } fault)
            return fault;
        if (GroupRule.Fault(this, Groups, Window.ChannelsOf(input), Filters) is { } groups)
            return groups;
        if (WeightElements(input) > int.MaxValue)
            return Inference.Error("GG0103", "filters", Title, $"its weight has more than {Text(int.MaxValue)} elements");
        Shape output = window.OutputOf(input, Filters);
        return output.Elements > int.MaxValue
            ? Inference.Error("GG0103", "filters", Title, $"its output {output} has more than {Text(int.MaxValue)} elements")
            : Inference.Of(output, [.. window.Remarks(this, input, KernelArgument)]);
    }

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.ToChannelsLast;

    public override IEnumerable<ParameterDeclaration> Parameters(Shape input, LayerContext context)
    {
        int channels = Window.ChannelsOf(input) / Groups;
        string initializer = InitializerRule.Of(Use, context.FeedsRectifier ? "HeUniform" : "GlorotUniform");
        int[] kernel = Rank == 3 ? [Window.Height.Kernel, Window.Width.Kernel] : [Window.Width.Kernel];
        bool isDepthwise = Groups == Filters && channels == 1;
        yield return new("weight", new Shape([Filters, channels, .. kernel]), initializer, Use.Number("InitializerScale", 1f), !IsFrozen)
        {
            Form = ParameterForm.Panels,
            Channels = channels,
            Groups = isDepthwise ? 1 : Groups,
        };
        if (BiasRule.Has(Use, context))
            yield return new("bias", new Shape(Filters), "Zeros", 1f, !IsFrozen);
    }

    public override void Forward(ForwardBuilder build)
    {
        Value weight = build.Parameter("weight")!, read = weight;
        Minimal3x3? minimal = MinimalOf(build.Input);
        if (minimal is not null)
            build.EmitFirst(minimal.Transform(build.Name, weight, read = build.NewVector("weightTransformed", minimal.Floats)));
        build.Emit(new Operation(
            $"{build.Name} forward",
            minimal is null ? "Convolution.Forward" : "Winograd.Forward",
            ConvolutionSplit.OfSamples(Filters, Flops(build.Input), weight, build.Input),
            [Operand.Rows(build.Input), ConvolutionSplit.Columns(read, Groups), Operand.Written(build.NewOutput()), Literal(build.Input)],
            build.Parameter("bias") is { } bias ? [new EpilogueStep("Bias", Operand.Columns(bias))] : []));
    }

    public override void Backward(BackwardBuilder build)
    {
        Value weight = build.Parameter("weight")!;
        Value dy = build.OutputGradient;
        Minimal3x3? minimal = MinimalOf(build.Input);
        if (build.NeedsInputGradient)
        {
            Value factor = weight;
            if (minimal is not null)
                build.EmitFirst(minimal.Turn(build.Name, weight, factor = build.NewVector("weightTurned", minimal.TurnedFloats)));
            build.Emit(new Operation(
                $"{build.Name} backward, data",
                minimal is null ? "Convolution.BackwardData" : "Winograd.BackwardData",
                ConvolutionSplit.OfSamples(Window.ChannelsOf(build.Input.Shape), Flops(build.Input), weight, dy),
                [Operand.Rows(dy), Operand.All(factor), Operand.Written(build.NewPictureGradient()), Literal(build.Input)],
                []));
        }

        if (build.ParameterGradient("weight") is not { } weightGradient)
            return;
        Operand[] gradients = build.ParameterGradient("bias") is { } biasGradient
            ? [Operand.Written(weightGradient), Operand.Written(biasGradient)]
            : [Operand.Written(weightGradient)];
        Split byWeight = ConvolutionSplit.OfWeight(weight, Filters, Flops(build.Input), build.Input, dy);
        Operand[] read = [Operand.All(build.Input), ConvolutionSplit.Columns(dy, Groups)];
        string kernel = "Convolution.BackwardParameters";
        int floats = PartialFloats(build.Input, gradients.Length > 1);
        if (minimal?.IsSmall ?? floats <= (build.Input.Shape.Elements + dy.Shape.Elements) / LeastShare)
        {
            // A weight too small to be shared out: every sample's sums first, while what they are of is at hand.
            Value partial = build.NewScratch($"{weightGradient.Name}Partial", new Shape(floats / 16, 16));
            build.Emit(new Operation(
                $"{build.Name} backward, each sample",
                minimal is null ? "Convolution.PartialGradients" : "Winograd.PartialGradients",
                new Split(Split.Samples, 0, "", 1, Flops(build.Input), 4 * weight.Shape.Elements, 4 * (build.Input.Shape.Elements + dy.Shape.Elements)),
                [Operand.Rows(build.Input), Operand.Rows(dy), Operand.Written(partial), Literal(build.Input)],
                default));
            byWeight = byWeight with { FlopsPerSample = floats, BytesPerSample = sizeof(float) * floats };
            read = [Operand.All(partial)];
            kernel = "Convolution.SumGradients";
        }
        else if (minimal is not null)
        {
            byWeight = byWeight with { RowBlocks = minimal.RowUnits };
            kernel = "Winograd.BackwardParameters";
        }

        build.EmitAndUpdate(
            new Operation($"{build.Name} backward, parameters", kernel, byWeight, [.. read, .. gradients, Literal(build.Input)], default),
            weight,
            build.Parameter("bias"));
    }

    /// <summary>How the layer saves multiplications over that input, or null if it does not.</summary>
    private Minimal3x3? MinimalOf(Value input) => input.Picture is null || Groups != 1 ? null : Minimal3x3.Of(Window, input.Shape, Filters);

    /// <summary>The floats of one sample's sums, with their padding.</summary>
    private int PartialFloats(Value input, bool hasBias)
    {
        int rows = (int)(WeightElements(input.Shape) / Filters);
        bool isDepthwise = Groups == Filters && Groups == Window.ChannelsOf(input.Shape);
        int matrices = isDepthwise ? 1 : Groups;
        return matrices * rows * Padded(Filters / matrices) + (hasBias ? Padded(Filters) : 0);
    }

    private static int Padded(int columns) => (columns + 15) / 16 * 16;

    private Operand Literal(Value input) => ConvolutionSplit.Shape(Window, input.Shape, Filters, Groups, input.Shape.Rank == 3 && input.Picture is null);

    private long WeightElements(Shape input) => (long)Filters * (Window.ChannelsOf(input) / Groups) * Window.Height.Kernel * Window.Width.Kernel;

    private long Flops(Value input)
    {
        var (height, width) = Window.OutputOf(input.Shape);
        return 2L * height * width * WeightElements(input.Shape);
    }
}
