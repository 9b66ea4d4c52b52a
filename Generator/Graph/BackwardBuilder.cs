using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Shapes;

namespace GraphGen.Generator.Graph;

/// <summary>What a layer sees while it appends its backward kernels.</summary>
public sealed class BackwardBuilder
{
    private readonly ProgramBuilder _program;
    private readonly GraphNode _node;
    private readonly bool[] _wanted;
    private readonly Value?[] _gradients;

    internal BackwardBuilder(ProgramBuilder program, GraphNode node, ImmutableArray<Value> inputs, Value output, Value outputGradient, bool[] wanted)
    {
        _program = program;
        _node = node;
        _wanted = wanted;
        _gradients = new Value?[inputs.Length];
        Inputs = inputs;
        Output = output;
        OutputGradient = outputGradient;
    }

    public string Name => _node.Name;

    public ImmutableArray<Value> Inputs { get; }

    /// <summary>The first input.</summary>
    public Value Input => Inputs[0];

    public Value Output { get; }

    /// <summary>dL/d(output).</summary>
    public Value OutputGradient { get; }

    /// <summary>Whether the first input, or anything before it, still wants a gradient.</summary>
    public bool NeedsInputGradient => _wanted[0];

    /// <summary>Whether an input, or anything before it, still wants a gradient.</summary>
    public bool NeedsGradient(int input) => _wanted[input];

    /// <summary>dL/d(input), as the layer left it.</summary>
    internal Value? InputGradient(int input) => _gradients[input];

    /// <summary>A new value of the input's shape for dL/d(input).</summary>
    public Value NewInputGradient(int input = 0) => NewInputGradient(input, _node.Order.Operands[input]);

    /// <summary>The same for a layer that reads a picture in any order, and leaves its gradient channels last.</summary>
    public Value NewPictureGradient() => NewInputGradient(0, _node.Inputs[0].Rank == 3 ? _node.Inputs[0] : null);

    /// <summary>A new value for something in between.</summary>
    public Value NewScratch(string name, Shape shape) => _program.NewValue(name, ValueKind.Workspace, shape, picture: null);

    /// <summary>A new vector that is there once, whatever the number of samples.</summary>
    public Value NewVector(string name, int length) => _program.NewVector(_node, name, length);

    /// <summary>Whether the block around the layer freezes it.</summary>
    public bool IsFrozen => _node.IsFrozen;

    /// <summary>The output's gradient is the input's.</summary>
    public void PassThrough(int input = 0) => _gradients[input] = OutputGradient;

    /// <summary>The output's gradient under the input's shape: as a view where padding allows, else copied.</summary>
    public void Reshape()
    {
        Value? view = OutputGradient.View(_program.Unique(Input.Name + "Gradient"), _node.Inputs[0], _node.Order.Operands[0]);
        if (view is null)
            Emit(ForwardBuilder.Copy($"{Name} backward", OutputGradient, NewInputGradient()));
        else
            _gradients[0] = _program.Adopt(view);
    }

    /// <summary>What the forward pass kept under that name.</summary>
    public Value Saved(string name) => _program.Saved(_node, name);

    public Value? Parameter(string name) => _program.Parameter(_node, name);

    /// <summary>The gradient of a trainable parameter; null if there is none or it is frozen.</summary>
    public Value? ParameterGradient(string name) => _program.ParameterGradient(_node, name);

    public void Emit(Operation operation) => _program.EmitBackward(operation);

    /// <summary>Appends a kernel that reads nothing but parameters: it runs before the forward pass.</summary>
    public void EmitFirst(Operation operation) => _program.EmitFirst(operation);

    /// <summary>
    /// Appends the kernel that sums the gradients of those parameters; the optimizer follows it, part by part. Where the weights
    /// are shared, later kernels add to what the first one wrote, and the optimizer follows the last.
    /// </summary>
    public void EmitAndUpdate(Operation operation, params Value?[] parameters) => _program.EmitParameterGradients(
        operation, parameters.Where(parameter => parameter is not null).Select(parameter => parameter!).ToImmutableArray());

    private Value NewInputGradient(int input, Shape? picture)
    {
        Value gradient = _program.NewValue(Inputs[input].Name + "Gradient", ValueKind.Workspace, _node.Inputs[input], picture);
        _gradients[input] = gradient;
        return gradient;
    }
}
