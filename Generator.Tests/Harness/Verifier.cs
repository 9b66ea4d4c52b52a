using System.Runtime.CompilerServices;

namespace Generator.Tests.Harness;

/// <summary>
/// Snapshots by Verify's conventions and call shape, to be swapped for that package: <c>Class.Method.verified.cs</c> beside
/// the test; on a mismatch <c>.received.cs</c> is left there to be judged.
/// </summary>
internal static class Verifier
{
    public static async Task Verify(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}");
        string verified = stem + ".verified.cs";
        string received = stem + ".received.cs";
        string expected = File.Exists(verified) ? (await File.ReadAllTextAsync(verified)).ReplaceLineEndings("\n") : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, text);
        Assert.Fail($"The text differs from {Path.GetFileName(verified)}. Compare it with {Path.GetFileName(received)}, and move that over it if it is right.");
    }

    /// <summary>Snapshots in the folder of the caller whose test is gone.</summary>
    public static string[] Dangling(Type tests, [CallerFilePath] string file = "") =>
        [.. Directory.GetFiles(Path.GetDirectoryName(file)!, $"{tests.Name}.*.verified.cs")
            .Where(path => tests.GetMethod(Path.GetFileName(path).Split('.')[1]) is null)];
}
