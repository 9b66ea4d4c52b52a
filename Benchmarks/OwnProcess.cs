using System.Diagnostics;

namespace Benchmarks;

/// <summary>This program once more, in a process of its own.</summary>
internal static class OwnProcess
{
    /// <summary>Starts it; its output is for the caller to read.</summary>
    /// <exception cref="InvalidOperationException">It could not be started.</exception>
    public static Process Start(params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        // Started as "dotnet Benchmarks.dll", the process is the host, which wants the assembly first.
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        ProcessStartInfo start = new(program, isHost ? [typeof(OwnProcess).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"'{program}' could not be started.");
    }
}
