using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

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
        bool IsWanted(Edge edge) => edge.IsInput ? graph.Inputs[edge.Index].WantsGradient : trains[edge.Index];
        Dictionary<Edge, Value> arrived = [];
        HashSet<int> shared = [];
        for (int i = 0; i < graph.Outputs.Length; i++)
        {
            GraphOutput output = graph.Outputs[i];
            if (!IsWanted(output.Edge))
                continue;
            // A value that is returned twice has two gradients, but its loss leaves one.
            if (graph.LossOf(output) is { } loss && shared.Add(loss.Node))
                program.ShareOutputGradient(i, loss);
            else
                Arrive(program, arrived, output.Edge, program.NewOutputGradient(i));
        }

        for (int i = graph.Nodes.Length - 1; i >= 0; i--)
        {
            GraphNode node = graph.Nodes[i];
            if (program.LossGradients.TryGetValue(i, out Value lossGradient))
            {
                if (IsWanted(node.Operands[0]))
                    Arrive(program, arrived, node.Operands[0], lossGradient);
                continue;
            }

            if (!trains[i] || !arrived.TryGetValue(new Edge(false, i), out Value outputGradient))
                continue;
            bool[] wanted = [.. node.Operands.Select(IsWanted)];
            BackwardBuilder build = new(
                program, node, program.Operands(node), program.Result(new Edge(false, i)), outputGradient, wanted);
            node.Layer.Backward(build);
            for (int operand = 0; operand < wanted.Length; operand++)
            {
                if (!wanted[operand])
                    continue;
                Arrive(program, arrived, node.Operands[operand], build.InputGradient(operand)
                    ?? throw new InvalidOperationException($"The layer '{node.Name}' gave operand {operand} no gradient."));
            }
        }

        program.InputGradients = [.. graph.Inputs.Select((input, i) =>
            input.WantsGradient && arrived.TryGetValue(new Edge(true, i), out Value gradient) ? gradient : null)];
    }

    /// <summary>Whether a node's own parameters, or anything before it, want the gradient of its output.</summary>
    private static bool[] NodesThatTrain(NetworkGraph graph)
    {
        bool[] trains = new bool[graph.Nodes.Length];
        foreach (GraphNode node in graph.Nodes)
        {
            trains[node.Index] = node.Parameters.Any(parameter => graph.Parameters[parameter].Declaration.Trainable)
                || node.Operands.Any(edge => edge.IsInput ? graph.Inputs[edge.Index].WantsGradient : trains[edge.Index]);
        }

        return trains;
    }

    private static void Arrive(ProgramBuilder program, Dictionary<Edge, Value> arrived, Edge edge, Value gradient)
    {
        gradient = program.OrderedGradient(gradient, edge);
        if (arrived.TryGetValue(edge, out Value before))
        {
            Value sum = program.NewValue(gradient.Name, ValueKind.Workspace, gradient.Shape, gradient.Picture);
            string name = edge.IsInput ? program.Graph.Inputs[edge.Index].Name : program.Graph.Nodes[edge.Index].Name;
            program.EmitBackward(Operation.Map($"{name} sum", gradient, sum, new EpilogueStep("Add", Operand.Own(before))));
            gradient = sum;
        }

        arrived[edge] = gradient;
    }
}
