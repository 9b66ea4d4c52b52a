namespace Benchmarks.Comparison;

/// <summary>A number and its noun.</summary>
internal static class Plural
{
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
