using System.Collections.Immutable;

namespace GraphGen.Generator.Graph;

/// <summary>What a session runs: kernel calls over values, in order.</summary>
/// <param name="Forward">From the inputs to the outputs, in training also to the losses.</param>
/// <param name="Link">In inference: what turns the outputs into probabilities, left out where logits are asked for.</param>
/// <param name="Backward">From the losses to the parameters; empty in inference.</param>
/// <param name="Values">Every value that the operations touch, in order of creation.</param>
/// <param name="Outputs">The values of the outputs, in the order of the graph; in inference behind the link.</param>
/// <param name="Logits">The values of the outputs before the link.</param>
/// <param name="Losses">The losses.</param>
public sealed record Program(
    ImmutableArray<Operation> Forward,
    ImmutableArray<Operation> Link,
    ImmutableArray<Operation> Backward,
    ImmutableArray<Value> Values,
    ImmutableArray<Value> Outputs,
    ImmutableArray<Value> Logits,
    ImmutableArray<ProgramLoss> Losses)
{
    /// <summary>All operations in the order in which they run.</summary>
    public ImmutableArray<Operation> Operations => [.. Forward, .. Link, .. Backward];
}

/// <summary>A loss of a training program: its node's name, the target it wants, and the value of its target.</summary>
public sealed record ProgramLoss(string Name, TargetDeclaration Target, Value TargetValue, Value Loss);
