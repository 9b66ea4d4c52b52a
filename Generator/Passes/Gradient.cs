using System;
using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Layers;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Appends the backward pass: every layer's backward slice in reverse order, wherever a gradient arrives and something
/// still wants one. The gradients of a value with several consumers are added up in the order in which they arrive.
/// </summary>
public static class Gradient
{
    public static void Append(ProgramBuilder program)
    {
        NetworkGraph graph = program.Graph;
        bool[] trains = NodesThatTrain(graph);
        Dictionary<Edge, Value> arrived = [];
        for (int i = graph.Nodes.Length - 1; i >= 0; i--)
        {
            GraphNode node = graph.Nodes[i];
            bool inputWanted = !node.Operand.IsInput && trains[node.Operand.Index];
            if (program.LossGradients.TryGetValue(i, out Value lossGradient))
            {
                Arrive(program, arrived, node.Operand, lossGradient);
                continue;
            }

            if (!trains[i] || !arrived.TryGetValue(new Edge(false, i), out Value outputGradient))
                continue;
            BackwardBuilder build = new(
                program, node, program.Operand(node), program.Result(new Edge(false, i)), outputGradient, inputWanted);
            node.Layer.Backward(build);
            if (!inputWanted)
                continue;
            Arrive(program, arrived, node.Operand, build.InputGradient
                ?? throw new InvalidOperationException($"The layer '{node.Name}' gave its input no gradient."));
        }
    }

    /// <summary>Whether a node or anything before it has a trainable parameter: whether its output's gradient is wanted.</summary>
    private static bool[] NodesThatTrain(NetworkGraph graph)
    {
        bool[] trains = new bool[graph.Nodes.Length];
        foreach (GraphNode node in graph.Nodes)
        {
            trains[node.Index] = node.Parameters.Any(parameter => graph.Parameters[parameter].Declaration.Trainable)
                || (!node.Operand.IsInput && trains[node.Operand.Index]);
        }

        return trains;
    }

    private static void Arrive(ProgramBuilder program, Dictionary<Edge, Value> arrived, Edge edge, Value gradient)
    {
        if (arrived.TryGetValue(edge, out Value before))
        {
            Value sum = program.NewValue(gradient.Name, ValueKind.Workspace, gradient.Shape);
            program.EmitBackward(Operation.Map($"{gradient.Name} sum", gradient, sum, new EpilogueStep("Add", Operand.Own(before))));
            gradient = sum;
        }

        arrived[edge] = gradient;
    }
}
