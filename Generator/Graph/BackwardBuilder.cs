using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>What a layer sees while it appends its backward kernels.</summary>
public sealed class BackwardBuilder
{
    private readonly ProgramBuilder _program;
    private readonly GraphNode _node;

    internal BackwardBuilder(ProgramBuilder program, GraphNode node, Value input, Value output, Value outputGradient, bool needsInputGradient)
    {
        _program = program;
        _node = node;
        Input = input;
        Output = output;
        OutputGradient = outputGradient;
        NeedsInputGradient = needsInputGradient;
    }

    public string Name => _node.Name;

    public Value Input { get; }

    public Value Output { get; }

    /// <summary>dL/d(output).</summary>
    public Value OutputGradient { get; }

    /// <summary>Whether anything before the layer still wants a gradient.</summary>
    public bool NeedsInputGradient { get; }

    /// <summary>dL/d(input), as the layer left it.</summary>
    internal Value? InputGradient { get; private set; }

    /// <summary>A new value of the input's shape for dL/d(input).</summary>
    public Value NewInputGradient() =>
        InputGradient = _program.NewValue(Input.Name + "Gradient", ValueKind.Workspace, _node.Input);

    /// <summary>The output's gradient is the input's.</summary>
    public void PassThrough() => InputGradient = OutputGradient;

    /// <summary>The output's gradient under the input's shape: as a view where padding allows, else copied.</summary>
    public void Reshape()
    {
        InputGradient = OutputGradient.View(_program.Unique(Input.Name + "Gradient"), _node.Input);
        if (InputGradient is { } view)
            _program.Adopt(view);
        else
            Emit(ForwardBuilder.Copy($"{Name} backward", OutputGradient, NewInputGradient()));
    }

    /// <summary>What the forward pass kept under that name.</summary>
    public Value Saved(string name) => _program.Saved(_node, name);

    public Value? Parameter(string name) => _program.Parameter(_node, name);

    /// <summary>The gradient of a trainable parameter; null if there is none or it is frozen.</summary>
    public Value? ParameterGradient(string name) => _program.ParameterGradient(_node, name);

    public void Emit(Operation operation) => _program.EmitBackward(operation);

    /// <summary>Appends the kernel that sums the gradients of those parameters; the optimizer follows it, part by part.</summary>
    public void EmitAndUpdate(Operation operation, params Value?[] parameters) =>
        Emit(operation with { Updates = parameters.Where(parameter => parameter is not null).Select(parameter => parameter!).ToImmutableArray() });
}
