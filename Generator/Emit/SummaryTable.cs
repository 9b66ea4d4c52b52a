using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using GraphGen.Generator.Graph;
using GraphGen.Generator.Layers;

namespace GraphGen.Generator.Emit;

/// <summary>The table of layers, output shapes and parameter counts: as text for people, and as XML for the hover.</summary>
internal static class SummaryTable
{
    public static string Plain(string title, NetworkGraph graph)
    {
        List<string[]> rows = [["Layer", "Kind", "Output", "Parameters"], .. Rows(graph)];
        int[] widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
        StringBuilder text = new();
        text.Append(title).Append('\n');
        foreach (string[] row in rows)
        {
            string line = string.Join("  ", row.Select((cell, column) => column == 3 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])));
            text.Append(line.TrimEnd()).Append('\n');
            if (row == rows[0])
                text.Append('-', widths.Sum() + 6).Append('\n');
        }

        return text.Append(Total(graph)).ToString();
    }

    public static IEnumerable<string> Xml(NetworkGraph graph)
    {
        yield return "<list type=\"table\">";
        yield return "<listheader><term>Layer</term><description>Output, parameters</description></listheader>";
        foreach (string[] row in Rows(graph))
            yield return $"<item><term>{row[0]}: {row[1]}</term><description>{row[2]}, {row[3]}</description></item>";
        yield return "</list>";
        yield return $"<para>{Total(graph)}</para>";
    }

    private static IEnumerable<string[]> Rows(NetworkGraph graph)
    {
        foreach (GraphInput input in graph.Inputs)
            yield return [input.Name, "Input", input.Shape.ToString(), "0"];
        HashSet<int> counted = [];
        foreach (GraphNode node in graph.Nodes)
        {
            // Shared weights count once.
            long own = node.Parameters.Where(index => !graph.Parameters[index].Declaration.IsBuffer && counted.Add(index)).Sum(index => graph.Parameters[index].Declaration.Count);
            yield return [node.Name, node.Layer.Title, node.Layer is LossLayer ? "" : node.Output.ToString(), Count(own)];
        }
    }

    private static string Total(NetworkGraph graph)
    {
        long frozen = graph.Parameters.Where(parameter => !parameter.Declaration.Trainable && !parameter.Declaration.IsBuffer).Sum(parameter => parameter.Declaration.Count);
        string total = $"{Count(graph.ParameterCount)} parameters";
        return frozen == 0 ? total : $"{total}, {Count(frozen)} of them frozen";
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
