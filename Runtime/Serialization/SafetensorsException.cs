using System.Globalization;
using System.Text;

namespace GraphGen;

/// <summary>
/// A file is no valid safetensors file, or its tensors are not those of the network, or it is no checkpoint of the session.
/// It tells everything that is wrong at once. The network and the session are as they were.
/// </summary>
public sealed class SafetensorsException : Exception
{
    private const int ListedInMessage = 100;

    /// <summary>Makes the exception from what was found.</summary>
    /// <param name="source">What was read, for the message: a path in quotes, or "the stream".</param>
    /// <param name="differences">Each a clause without a full stop; at least one.</param>
    /// <param name="remedy">A closing sentence, or null.</param>
    internal SafetensorsException(string source, IReadOnlyList<string> differences, string? remedy = null)
        : base(Compose(source, differences, remedy)) => Differences = differences;

    /// <summary>Everything that is wrong, one entry each, in the file's order; the message lists the first hundred.</summary>
    public IReadOnlyList<string> Differences { get; }

    private static string Compose(string source, IReadOnlyList<string> differences, string? remedy)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{source} does not fit; nothing was loaded:");
        foreach (string difference in differences.Take(ListedInMessage))
            text.Append("\n- ").Append(difference);
        if (differences.Count > ListedInMessage)
            text.Append(CultureInfo.InvariantCulture, $"\n- … and {differences.Count - ListedInMessage} more");
        if (remedy is not null)
            text.Append('\n').Append(remedy);
        return text.ToString();
    }
}
