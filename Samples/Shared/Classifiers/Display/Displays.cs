using Spectre.Console;

namespace Shared.Classifiers.Display;

/// <summary>The displays there are.</summary>
internal static class Displays
{
    /// <summary>A live display where a person looks at a terminal that can, else plain lines.</summary>
    public static ITrainingDisplay Choose() =>
        AnsiConsole.Profile.Capabilities.Ansi ? new LiveDisplay() : new PlainDisplay();
}
