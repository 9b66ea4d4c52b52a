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
        Group(text, graph, graph.Nodes, depth: 0);
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

    /// <summary>Nodes of one scope, those of each inner scope in a box of their own.</summary>
    private static void Group(StringBuilder text, NetworkGraph graph, IEnumerable<GraphNode> nodes, int depth)
    {
        string indent = new(' ', 4 * (depth + 1));
        GraphNode[] all = [.. nodes];
        HashSet<string> opened = [];
        foreach (GraphNode node in all)
        {
            string[] path = Path(node);
            if (path.Length == depth + 1)
            {
                string shape = node.Layer is LossLayer ? "{{\"" + node.Layer.Title + "\"}}" : "[\"" + node.Layer.Title + "\"]";
                text.Append($"{indent}n{Names.Text(node.Index)}{shape}\n");
                continue;
            }

            string scope = string.Join(".", path.Take(depth + 1));
            if (!opened.Add(scope))
                continue;
            text.Append($"{indent}subgraph {Names.Identifier(scope)} [\"{path[depth]}\"]\n");
            Group(text, graph, all.Where(other => Path(other).Length > depth + 1 && string.Join(".", Path(other).Take(depth + 1)) == scope), depth + 1);
            text.Append($"{indent}end\n");
        }
    }

    private static string[] Path(GraphNode node)
    {
        int call = node.Name.IndexOf('#');
        string[] path = (call < 0 ? node.Name : node.Name.Substring(0, call)).Split('.');
        if (call >= 0 && path.Length > 1)
            path[0] += node.Name.Substring(call);
        return path;
    }
}
