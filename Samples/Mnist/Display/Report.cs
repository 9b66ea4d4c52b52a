using Mnist.Training;
using Spectre.Console;

namespace Mnist.Display;

/// <summary>The end of a run: which digits were taken for which, and some of those read wrongly.</summary>
internal static class Report
{
    private const int MostPictures = 6;

    public static void Write(Evaluation evaluation, Dataset data)
    {
        Console.WriteLine();
        Console.WriteLine("Confusion matrix: a row is a digit, a column what it was read as.");
        AnsiConsole.Write(Confusion(evaluation.Confusion));
        // The surest mistakes say most about a network.
        int[] wrong = [.. Enumerable.Range(0, data.Count).Where(i => evaluation.Predicted[i] != data.Label(i))
            .OrderByDescending(i => evaluation.Confidence[i]).Take(MostPictures)];
        if (wrong.Length == 0)
            return;
        Console.WriteLine("Read wrongly, and most surely so:");
        PictureStrip.Write(wrong.Select(i => Picture.Of(data, i, $"{data.Label(i)} read as {evaluation.Predicted[i]} ({100 * evaluation.Confidence[i]:0}%)")));
    }

    private static Table Confusion(int[,] counts)
    {
        var table = new Table().Border(TableBorder.Minimal);
        table.AddColumn("");
        for (int digit = 0; digit < counts.GetLength(1); digit++)
            table.AddColumn(new TableColumn($"[bold]{digit}[/]").RightAligned());
        for (int digit = 0; digit < counts.GetLength(0); digit++)
        {
            int row = digit;
            table.AddRow([$"[bold]{digit}[/]", .. Enumerable.Range(0, counts.GetLength(1)).Select(read => Cell(counts[row, read], read == row))]);
        }

        return table;
    }

    private static string Cell(int count, bool isRight) =>
        isRight ? $"[green]{count}[/]" : count == 0 ? "[grey]·[/]" : $"[red]{count}[/]";
}
