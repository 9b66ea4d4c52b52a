using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace GraphGen.Generator.Graph;

/// <summary>What a session runs: kernel calls over values, in order.</summary>
/// <param name="Forward">From the inputs to the outputs, in training also to the losses.</param>
/// <param name="Link">In inference: what turns the outputs into probabilities, left out where logits are asked for. In training: the losses, left out where the caller gives the gradients.</param>
/// <param name="Backward">From the losses to the parameters; empty in inference.</param>
/// <param name="Values">Every value that the operations touch, in order of creation.</param>
/// <param name="Outputs">The values of the outputs, in the order of the graph; in inference behind the link.</param>
/// <param name="Logits">The values of the outputs before the link.</param>
/// <param name="Losses">The losses.</param>
/// <param name="Named">The values that sessions let the user read.</param>
/// <param name="InputGradients">For each input, the value of its gradient; null if nobody wants it or nothing reaches it.</param>
/// <param name="OutputGradients">For each output, what the caller may give its gradient in; null if nothing behind it trains.</param>
public sealed record Program(
    ImmutableArray<Operation> Forward,
    ImmutableArray<Operation> Link,
    ImmutableArray<Operation> Backward,
    ImmutableArray<Value> Values,
    ImmutableArray<Value> Outputs,
    ImmutableArray<Value> Logits,
    ImmutableArray<ProgramLoss> Losses,
    ImmutableArray<ProgramName> Named,
    ImmutableArray<Value?> InputGradients,
    ImmutableArray<Value?> OutputGradients)
{
    /// <summary>The name of a layer that cannot do with one sample a call, or null.</summary>
    public string? NeedsSamples { get; init; }

    /// <summary>The values that are read after the last operation, or after any.</summary>
    public IEnumerable<Value> Kept => Outputs.Concat(Logits)
        .Concat(Named.Select(named => named.Value))
        .Concat(InputGradients.Where(gradient => gradient is not null).Select(gradient => gradient!))
        .Select(value => value.Storage);

    /// <summary>All operations in the order in which they run.</summary>
    public ImmutableArray<Operation> Operations => [.. Forward, .. Link, .. Backward];
}

/// <summary>A loss of a training program: its name, the target it wants, and the values of its target, its losses and the gradient it leaves.</summary>
public sealed record ProgramLoss(string Name, string TargetName, TargetDeclaration Target, Value TargetValue, Value Loss, Value Gradient);

/// <summary>A value by its name for the user.</summary>
public sealed record ProgramName(string Name, Value Value);
