using System.Collections.Generic;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Read;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Layers;

/// <summary>
/// Transposed convolution: the convolution whose input would be this layer's output, run the other way. Its kernels are those
/// of <see cref="ConvolutionLayer"/> with forward and data gradient in each other's place.
/// </summary>
public sealed record TransposedConvolutionLayer(LayerUse Use) : UnaryLayer(Use)
{
    private int Filters => Use.Integer("filters", 0);

    private int Groups => Use.Integer("Groups", 1);

    private int OutputPadding => Use.Integer("OutputPadding", 0);

    private bool IsFrozen => Use.Flag("Frozen", false);

    private string KernelArgument => Use["kernel"] is null && Use["kernelHeight"] is not null ? "kernelHeight" : "kernel";

    private Window Window
    {
        get
        {
            WindowAxis Axis(string kernel) => new(Use.Integer("kernel", Use.Integer(kernel, 0)), Use.Integer("Stride", 1), Use.Integer("Padding", 0), Use.Integer("Dilation", 1));
            return new Window(Axis("kernelHeight"), Axis("kernelWidth"));
        }
    }

    public override string Title
    {
        get
        {
            int height = Window.Height.Kernel, width = Window.Width.Kernel;
            return $"ConvTranspose2D({Text(Filters)}, {(height == width ? Text(width) : $"{Text(height)}, {Text(width)}")})";
        }
    }

    public override bool TakesPictures => true;

    public override Inference Infer(Shape input)
    {
        if (Filters < 1)
            return Inference.Error("GG0101", "filters", Title, "filters", Text(Filters), "at least 1");
        if (InitializerRule.Fault(this) is { } wrong)
            return wrong;
        if (Window.ArgumentFault(this, input, rank: 3, KernelArgument) is { } fault)
            return fault;
        if (Window.Height.Padding == WindowAxis.Same)
            return Inference.Error("GG0101", "Padding", Title, "Padding", "Padding.Same", "a number of pixels");
        if (GroupRule.Fault(this, Groups, input.Dimensions[0], Filters) is { } groups)
            return groups;
        int limit = System.Math.Max(Window.Height.Stride, Window.Height.Dilation);
        if (OutputPadding < 0 || OutputPadding >= limit)
            return Inference.Error("GG0101", "OutputPadding", Title, "OutputPadding", Text(OutputPadding), $"at least 0 and below {Text(limit)}, the larger of stride and dilation");
        long height = Extent(Window.Height, input.Dimensions[1]), width = Extent(Window.Width, input.Dimensions[2]);
        if (height < 1 || width < 1)
            return Inference.Error("GG0101", "Padding", Title, "Padding", Text(Window.Height.Padding), "small enough to leave some of the output");
        if (WeightElements(input) > int.MaxValue)
            return Inference.Error("GG0103", "filters", Title, $"its weight has more than {Text(int.MaxValue)} elements");
        return height > int.MaxValue || width > int.MaxValue || height * width > int.MaxValue / Filters
            ? Inference.Error("GG0103", "filters", Title, $"its output has more than {Text(int.MaxValue)} elements")
            : Inference.Of(new Shape(Filters, (int)height, (int)width));
    }

    public override MemoryOrder Order(MemoryOrderChoice choice) => choice.ChannelsLast;

    public override IEnumerable<ParameterDeclaration> Parameters(Shape input, LayerContext context)
    {
        int channels = input.Dimensions[0], filters = Filters / Groups;
        string initializer = InitializerRule.Of(Use, context.FeedsRectifier ? "HeUniform" : "GlorotUniform");
        yield return new("weight", new Shape(channels, filters, Window.Height.Kernel, Window.Width.Kernel), initializer, Use.Number("InitializerScale", 1f), !IsFrozen)
        {
            Form = ParameterForm.Panels,
            Channels = filters,
            Groups = Groups == channels && filters == 1 ? 1 : Groups,
        };
        if (BiasRule.Has(Use, context))
            yield return new("bias", new Shape(Filters), "Zeros", 1f, !IsFrozen);
    }

    public override void Forward(ForwardBuilder build)
    {
        Value weight = build.Parameter("weight")!;
        Value output = build.NewOutput();
        build.Emit(new Operation(
            $"{build.Name} forward",
            "Convolution.BackwardData",
            ConvolutionSplit.OfSamples(Filters, Flops(build.Input), weight, build.Input),
            [Operand.Rows(build.Input), Operand.All(weight), Operand.Written(output), Literal(build.Input.Shape, output.Shape)],
            build.Parameter("bias") is { } bias ? [new EpilogueStep("Bias", Operand.Columns(bias))] : []));
    }

    public override void Backward(BackwardBuilder build)
    {
        Value weight = build.Parameter("weight")!;
        Value dy = build.OutputGradient;
        Operand literal = Literal(build.Input.Shape, build.Output.Shape);
        int channels = build.Input.Shape.Dimensions[0];
        if (build.NeedsInputGradient)
        {
            build.Emit(new Operation(
                $"{build.Name} backward, data",
                "Convolution.Forward",
                ConvolutionSplit.OfSamples(channels, Flops(build.Input), weight, dy),
                [Operand.Rows(dy), ConvolutionSplit.Columns(weight, Groups), Operand.Written(build.NewInputGradient()), literal],
                []));
        }

        if (build.ParameterGradient("weight") is not { } weightGradient)
            return;
        build.EmitAndUpdate(
            new Operation(
                $"{build.Name} backward, weight",
                "Convolution.BackwardParameters",
                ConvolutionSplit.OfWeight(weight, channels, Flops(build.Input), dy, build.Input),
                [Operand.All(dy), ConvolutionSplit.Columns(build.Input, Groups), Operand.Written(weightGradient), literal],
                default),
            weight);
        if (build.ParameterGradient("bias") is { } biasGradient)
        {
            build.EmitAndUpdate(
                new Operation(
                    $"{build.Name} backward, bias",
                    "Convolution.BiasGradient",
                    new Split($"bias of {weight.Name}", 1, Split.Panels(Filters), (Filters + 31) / 32, dy.Shape.Elements, 4 * Filters, 4 * dy.Shape.Elements),
                    [Operand.Columns(dy), Operand.Written(biasGradient)],
                    default),
                build.Parameter("bias"));
        }
    }

    private Operand Literal(Shape input, Shape output) =>
        ConvolutionSplit.Shape(Window, output, (input.Dimensions[1], input.Dimensions[2]), input.Dimensions[0], Groups);

    private long Extent(WindowAxis axis, int input) => (input - 1L) * axis.Stride - 2L * axis.Padding + axis.Reach + OutputPadding;

    private long WeightElements(Shape input) => (long)input.Dimensions[0] * (Filters / Groups) * Window.Height.Kernel * Window.Width.Kernel;

    private long Flops(Value input) => 2L * input.Shape.Dimensions[1] * input.Shape.Dimensions[2] * WeightElements(input.Shape);
}
