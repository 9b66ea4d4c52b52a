using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Shared.Classifiers.Display;

/// <summary>A table that grows by a row an epoch, and under it the epoch that runs.</summary>
internal sealed class LiveDisplay : ITrainingDisplay
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);
    private readonly Table _table = MakeTable();
    private LiveDisplayContext? _context;
    private long _drawn;

    public void Show(Action<ITrainingDisplay> training) =>
        AnsiConsole.Live(_table).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Top).Start(context =>
        {
            _context = context;
            training(this);
            context.UpdateTarget(_table);
        });

    public void Stepped(in EpochProgress progress)
    {
        if (_drawn != 0 && Stopwatch.GetElapsedTime(_drawn) < s_interval)
            return;
        _drawn = Stopwatch.GetTimestamp();
        _context!.UpdateTarget(new Rows(_table, Line(progress)));
    }

    public void Ended(in EpochResult result)
    {
        EpochProgress last = result.Last;
        _table.AddRow($"{last.Epoch}/{last.Epochs}", $"{last.Loss:0.0000}", Text.Percent(last.Accuracy),
            $"[green]{Text.Percent(result.ValidationAccuracy)}[/]", Text.Speed(last.SamplesPerSecond), Text.Seconds(result.Time));
        _context!.UpdateTarget(_table);
    }

    private static Table MakeTable()
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string column in new[] { "epoch", "loss", "training", "validation", "samples/s", "time" })
            table.AddColumn(new TableColumn(column).RightAligned());
        return table;
    }

    private static IRenderable Line(in EpochProgress progress)
    {
        // The rest of the line takes about 70 columns; a wrapped one flickers.
        int width = Math.Clamp(AnsiConsole.Profile.Width - 72, 6, 40);
        int filled = (int)(width * progress.Share);
        string bar = $"[green]{new string('━', filled)}[/][grey]{new string('━', width - filled)}[/]";
        return new Markup($" epoch {progress.Epoch}/{progress.Epochs} {bar} loss [yellow]{progress.Loss:0.0000}[/], accuracy [yellow]{Text.Percent(progress.Accuracy)}[/], {Text.Speed(progress.SamplesPerSecond)} samples/s, {Text.Seconds(progress.Left)} left");
    }
}
