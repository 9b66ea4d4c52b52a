using System.Collections.Generic;
using System.Linq;
using System.Text;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Layers;

namespace GraphGen.Generator.Emit;

/// <summary>A network as a Mermaid flowchart: a node for each layer, a box around each layer method and block, shapes on the edges.</summary>
internal static class MermaidDiagram
{
    public static string Of(NetworkGraph graph)
    {
        StringBuilder text = new("flowchart TD\n");
        for (int i = 0; i < graph.Inputs.Length; i++)
            text.Append($"    i{Names.Text(i)}([\"{graph.Inputs[i].Name}\"])\n");
        Group(text, graph.Nodes.Select(node => new PlacedNode(node)), depth: 0);
        for (int i = 0; i < graph.Outputs.Length; i++)
            text.Append($"    o{Names.Text(i)}([\"{graph.Outputs[i].Name}\"])\n");
        foreach (GraphNode node in graph.Nodes)
        {
            foreach (Edge edge in node.Operands)
                Arrow(text, graph, edge, $"n{Names.Text(node.Index)}");
        }

        for (int i = 0; i < graph.Outputs.Length; i++)
            Arrow(text, graph, graph.Outputs[i].Edge, $"o{Names.Text(i)}");
        return text.ToString().TrimEnd('\n');
    }

    private static void Arrow(StringBuilder text, NetworkGraph graph, Edge edge, string to) =>
        text.Append($"    {(edge.IsInput ? "i" : "n")}{Names.Text(edge.Index)} -- \"{graph.ShapeOf(edge)}\" --> {to}\n");

    /// <summary>Nodes of one scope, those of each inner scope in a box of their own, where its first one stands.</summary>
    private static void Group(StringBuilder text, IEnumerable<PlacedNode> nodes, int depth)
    {
        string indent = new(' ', 4 * (depth + 1));
        foreach (IGrouping<string, PlacedNode> scope in nodes.GroupBy(node => node.Scope(depth)))
        {
            PlacedNode first = scope.First();
            if (first.IsAt(depth))
            {
                text.Append($"{indent}n{Names.Text(first.Node.Index)}{Box(first.Node)}\n");
                continue;
            }

            text.Append($"{indent}subgraph {Names.Identifier(scope.Key)} [\"{first.Path[depth]}\"]\n");
            Group(text, scope, depth + 1);
            text.Append($"{indent}end\n");
        }
    }

    private static string Box(GraphNode node) =>
        node.Layer is LossLayer ? "{{\"" + node.Layer.Title + "\"}}" : "[\"" + node.Layer.Title + "\"]";

    /// <summary>A node and the scopes on the way to it.</summary>
    private sealed class PlacedNode
    {
        public PlacedNode(GraphNode node)
        {
            Node = node;
            int call = node.Name.IndexOf('#');
            Path = (call < 0 ? node.Name : node.Name.Substring(0, call)).Split('.');
            if (call >= 0 && Path.Length > 1)
                Path[0] += node.Name.Substring(call);
        }

        public GraphNode Node { get; }

        public string[] Path { get; }

        public bool IsAt(int depth) => Path.Length == depth + 1;

        /// <summary>The scope that holds it at a depth; for a node that stands there itself, one of its own.</summary>
        public string Scope(int depth) => IsAt(depth) ? "#" + Names.Text(Node.Index) : string.Join(".", Path.Take(depth + 1));
    }
}
