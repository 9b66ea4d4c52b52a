using Spectre.Console;

namespace Shared;

/// <summary>What the output can show.</summary>
public static class Terminal
{
    /// <summary>Keeps colours and cursor movements out of files, pipes and logs, which Spectre.Console may not see to be such.</summary>
    public static void Prepare()
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        if (Console.IsOutputRedirected)
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
    }
}
