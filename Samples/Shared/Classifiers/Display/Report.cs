using Spectre.Console;

namespace Shared.Classifiers.Display;

/// <summary>The end of a run: which classes were taken for which, and some of those read wrongly.</summary>
internal static class Report
{
    private const int MostPictures = 6;

    public static void Write(Evaluation evaluation, LabelledPictures pictures)
    {
        Dataset data = pictures.Test;
        IReadOnlyList<string> names = pictures.ClassNames;
        Console.WriteLine();
        Console.WriteLine("Confusion matrix: a row is a class, a column what it was read as.");
        AnsiConsole.Write(Confusion(evaluation.Confusion, names));
        // The surest mistakes say most about a network.
        int[] wrong = [.. Enumerable.Range(0, data.Count).Where(i => evaluation.Predicted[i] != data.Label(i))
            .OrderByDescending(i => evaluation.Confidence[i]).Take(MostPictures)];
        if (wrong.Length == 0)
            return;
        Console.WriteLine("Read wrongly, and most surely so:");
        PictureStrip.Write(wrong.Select(i => Picture.Of(data, i, $"{names[data.Label(i)]} read as {names[evaluation.Predicted[i]]} ({100 * evaluation.Confidence[i]:0}%)")));
    }

    private static Table Confusion(int[,] counts, IReadOnlyList<string> names)
    {
        var table = new Table().Border(TableBorder.Minimal);
        table.AddColumn("");
        // Ten columns of five letters fit a terminal of 80.
        int padding = names.All(name => name.Length < 3) ? 1 : 0;
        foreach (string name in names)
            table.AddColumn(new TableColumn($"[bold]{name[..Math.Min(5, name.Length)]}[/]").RightAligned().PadLeft(padding).PadRight(padding));
        for (int i = 0; i < names.Count; i++)
        {
            int row = i;
            table.AddRow([$"[bold]{names[row]}[/]", .. Enumerable.Range(0, counts.GetLength(1)).Select(read => Cell(counts[row, read], read == row))]);
        }

        return table;
    }

    private static string Cell(int count, bool isRight) =>
        isRight ? $"[green]{count}[/]" : count == 0 ? "[grey]·[/]" : $"[red]{count}[/]";
}
