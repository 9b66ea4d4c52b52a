using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Layers;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Emit;

/// <summary>The ports as far as a declaration in error tells them.</summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Targets">The targets.</param>
/// <param name="Outputs">The outputs.</param>
/// <param name="Gradients">The outputs whose gradients the caller may give: all but inputs that are returned as they came.</param>
internal sealed record StubPorts(PortText[] Inputs, PortText[] Targets, PortText[] Outputs, PortText[] Gradients)
{
    public static StubPorts Of(NetworkModel model)
    {
        GraphModel? graph = model.Body.Graph;
        if (graph is null)
            return new StubPorts([Port("input")], Losses(model, new PortNames(["input"])), [Port("output")], [Port("output")]);
        PortNames names = new([]);
        PortText[] inputs = graph.Parameters.Count == 0 ? [Port("input")] : [.. graph.Parameters.Select(parameter => Port(names.Next(parameter.Name, "Input"), parameter.Input?.Text("Type") == "Int32"))];
        names = new(inputs.Select(input => input.Name));
        PortText[] outputs = [.. graph.Results.Select((_, i) => Port(names.Next(PortNames.Output(model.Body, graph, i), "Output")))];
        PortText[] gradients = [.. outputs.Where((_, i) => graph.Results[i].Value >= 0 || graph.Parameters[~graph.Results[i].Value].Input?.Flag("Gradient", false) == true)];
        return new StubPorts(inputs, Losses(model, new PortNames(inputs.Select(input => input.Name))), outputs, gradients);
    }

    /// <summary>The losses that Graph calls, or might.</summary>
    private static PortText[] Losses(NetworkModel model, PortNames names) =>
    [
        .. from stack in model.Body.Stacks.Where((_, i) => model.Body.Wiring is not { } graph || graph.Steps.Any(step => step.Stack == i))
           from use in stack.Layers
           let loss = LayerCatalog.Create(use) as LossLayer
           where loss is not null
           select Port(names.Next(stack.Name.Length == 0 ? "target" : stack.Name, "Target"), loss.HasIndexTargets),
    ];

    private static PortText Port(string name, bool isIndices = false) => new(name, isIndices, 0, "");
}
