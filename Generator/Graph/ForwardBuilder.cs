using System.Collections.Immutable;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>What a layer sees while it appends its forward kernels.</summary>
public sealed class ForwardBuilder
{
    private readonly ProgramBuilder _program;
    private readonly GraphNode _node;

    internal ForwardBuilder(ProgramBuilder program, GraphNode node, ImmutableArray<Value> inputs)
    {
        _program = program;
        _node = node;
        Inputs = inputs;
    }

    /// <summary>Whether a training program is built, else inference.</summary>
    public bool IsTraining => _program.IsTraining;

    public ImmutableArray<Value> Inputs { get; }

    /// <summary>The first input.</summary>
    public Value Input => Inputs[0];

    /// <summary>The layer's path: <c>see.dense1</c>.</summary>
    public string Name => _node.Name;

    /// <summary>The inferred shape of the output.</summary>
    public Shape OutputShape => _node.Output;

    /// <summary>The value that flows on; the layer sets it by <see cref="NewOutput"/>, <see cref="PassThrough"/> or <see cref="Reshape"/>.</summary>
    internal Value? Output { get; private set; }

    /// <summary>A new value of the inferred shape as the layer's output.</summary>
    public Value NewOutput() => Output = _program.NewValue(ProgramBuilder.Camel(Name), ValueKind.Workspace, _node.Output, _node.Order.Result);

    /// <summary>The input flows on unchanged.</summary>
    public void PassThrough() => Output = Input;

    /// <summary>The input flows on under the inferred shape: as a view where padding allows, else copied.</summary>
    public void Reshape()
    {
        Output = Input.View(_program.Unique(ProgramBuilder.Camel(Name)), _node.Output, _node.Order.Result);
        if (Output is { } view)
            _program.Adopt(view);
        else
            Emit(Copy($"{Name} forward", Input, NewOutput()));
    }

    /// <summary>The operand that was computed last: an elementwise operation rides on the kernel that produces it.</summary>
    public int LatestInput()
    {
        int latest = 0;
        for (int i = 1; i < Inputs.Length; i++)
        {
            if (_program.OrderOf(Inputs[i]) > _program.OrderOf(Inputs[latest]))
                latest = i;
        }

        return latest;
    }

    /// <summary>A mask, one bit for each element of the input, kept for the backward pass.</summary>
    public Value NewMask() => _program.Save(_node, "mask", _program.NewValue(ProgramBuilder.Camel(Name) + "Mask", ValueKind.Mask, _node.Inputs[0], _node.Order.Operands[0]));

    /// <summary>A value for something in between that has the samples' part of memory, kept for the backward pass.</summary>
    public Value NewSaved(string name, Shape shape) => _program.Save(_node, name, _program.NewValue($"{ProgramBuilder.Camel(Name)}{char.ToUpperInvariant(name[0])}{name.Substring(1)}", ValueKind.Workspace, shape, picture: null));

    /// <summary>A vector that is there once, whatever the number of samples; kept for the backward pass.</summary>
    public Value NewVector(string name, int length) => _program.Save(_node, name, _program.NewVector(_node, name, length));

    /// <summary>Whether the block around the layer freezes it.</summary>
    public bool IsFrozen => _node.IsFrozen;

    /// <summary>Says that the layer cannot do with one sample a call.</summary>
    public void NeedSamples() => _program.NeedsSamples ??= Name;

    /// <summary>The parameter or running statistic of that name, or null if the layer declared none.</summary>
    public Value? Parameter(string name) => _program.Parameter(_node, name);

    /// <summary>A target, the losses it gives, and the gradient that it leaves for the input.</summary>
    public (Value Target, Value Loss, Value Gradient) NewLoss(TargetDeclaration declaration) => _program.NewLoss(_node, Input, declaration);

    /// <summary>The weight of the loss that <see cref="NewLoss"/> made, which may change between steps.</summary>
    public Operand LossWeight(Value loss) => Operand.Text($"weight: LossWeight({loss.Index})");

    public void Emit(Operation operation) => _program.EmitForward(_node, operation);

    /// <summary>Appends a kernel that hangs on no input: it runs before all others.</summary>
    public void EmitFirst(Operation operation) => _program.EmitFirst(operation);

    internal static Operation Copy(string title, Value from, Value to) => new(
        title,
        "Copy.Rows",
        Split.BySamples(to.Shape.Elements, 4 * to.Shape.Elements),
        [Operand.Rows(from), Operand.Written(to)],
        default);
}
