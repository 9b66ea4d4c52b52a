using System.Globalization;
using System.Text;

namespace Benchmarks.Comparison;

/// <summary>Measured rows as a Markdown table that reads well as plain text.</summary>
internal static class TextTable
{
    private static readonly string[] s_heads = ["case", "GraphGen", "against", "the peer", "ratio", "goal", ""];

    public static string Of(Measured table)
    {
        StringBuilder text = new();
        text.Append("## ").Append(table.Title).Append("\n\n");
        string[][] lines = [s_heads, .. table.Rows.Select(Cells)];
        int[] widths = [.. s_heads.Select((_, column) => lines.Max(line => line[column].Length))];
        for (int i = 0; i < lines.Length; i++)
        {
            text.Append("| ").AppendJoin(" | ", lines[i].Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
            if (i == 0)
                text.Append('|').AppendJoin('|', widths.Select(width => new string('-', width + 2))).Append("|\n");
        }

        text.Append('\n');
        foreach (string note in table.Notes)
            text.Append("- ").Append(note).Append('\n');
        return text.ToString();
    }

    private static string[] Cells(Row row) =>
    [
        row.Case,
        row.OurValues is null ? "" : Values(row.OurValues, row.Unit),
        row.Peer,
        row.PeerValues is null ? "" : Values(row.PeerValues, row.Unit),
        row.Score is null ? "" : Score(row.Score, row.Unit),
        row.Goal?.ToString(CultureInfo.InvariantCulture) ?? "",
        row.IsMet switch { true => "met", false => "missed", null => "" },
    ];

    private static string Values(Spread spread, string unit) => unit == "ns"
        ? $"{Digits(spread.Median / 1000)} µs ({Digits(spread.LowerQuartile / 1000)}–{Digits(spread.UpperQuartile / 1000)})"
        : $"{Fixed(spread.Median)} % ({Fixed(spread.Least)}–{Fixed(spread.Most)})";

    private static string Score(Spread spread, string unit) => unit == "ns"
        ? $"{Fixed(spread.Median)} ({Fixed(spread.LowerQuartile)}–{Fixed(spread.UpperQuartile)})"
        : $"{spread.Median.ToString("+0.00;-0.00", CultureInfo.InvariantCulture)} points";

    /// <summary>Three digits that count.</summary>
    private static string Digits(double value) => value.ToString(value switch
    {
        >= 100 => "0",
        >= 10 => "0.0",
        >= 1 => "0.00",
        _ => "0.0000",
    }, CultureInfo.InvariantCulture);

    private static string Fixed(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
