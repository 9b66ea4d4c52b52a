namespace Shared;

/// <summary>Where the pictures come from: --data, else GRAPHGEN_DATA, else the cache, else a download, else drawn here.</summary>
public static class DigitsSource
{
    /// <summary>The files have 11.6 MB together; more is not what was asked for.</summary>
    private const long MostBytes = 16 << 20;

    private static readonly string s_cache = Cache.Of("mnist");

    private static readonly string[] s_mirrors =
    [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ];

    /// <summary>Finds the pictures; says so when it has to draw them itself.</summary>
    /// <param name="given">The directory that the user named, or null.</param>
    /// <param name="stop">Stops a download; then the pictures are drawn.</param>
    /// <exception cref="UserException">The named directory is not one of MNIST, or a directory holds only a part of it.</exception>
    public static Digits Find(string? given, CancellationToken stop = default)
    {
        if (AtHand(given) is { } digits)
            return digits;
        string? failure = Download.Into(s_cache, s_mirrors, [.. MnistFiles.All.Select(file => ($"{file.Name}.gz", file.Sha256))], MostBytes, TimeSpan.FromMinutes(1), stop);
        if (failure is null)
            return MnistFiles.Read(s_cache);
        Console.WriteLine($"MNIST is not at hand ({failure}), so this trains on built-in, procedurally drawn digits. --data DIR or GRAPHGEN_DATA says where the files are.");
        return DrawnDigits.Make(seed: 0);
    }

    /// <summary>MNIST from this machine: --data, else GRAPHGEN_DATA, else the cache.</summary>
    /// <param name="given">The directory that the user named, or null.</param>
    /// <returns>The digits, or null if they are in none of these places.</returns>
    /// <exception cref="UserException">The named directory is not one of MNIST, or a directory holds only a part of it.</exception>
    public static Digits? AtHand(string? given)
    {
        if (given is not null)
            return MnistFiles.Read(Whole(given, $"--data '{given}'")
                ?? throw new UserException($"--data '{given}': expected a directory with {Names(MnistFiles.All.Select(file => file.Name))} (each may end in .gz), but {(Directory.Exists(given) ? "none of them is there" : "there is no such directory")}."));

        if (Environment.GetEnvironmentVariable("GRAPHGEN_DATA") is { Length: > 0 } root)
        {
            string? directory = Whole(Path.Combine(root, "mnist"), "GRAPHGEN_DATA") ?? Whole(root, "GRAPHGEN_DATA");
            if (directory is not null)
                return MnistFiles.Read(directory);
        }

        return Directory.Exists(s_cache) && MnistFiles.MissingIn(s_cache).Count == 0 ? MnistFiles.Read(s_cache) : null;
    }

    /// <summary>The directory if all files are there, null if none is; a part of them is a mistake to be said.</summary>
    private static string? Whole(string directory, string origin)
    {
        IReadOnlyList<string> missing = MnistFiles.MissingIn(directory);
        if (missing.Count > 0 && missing.Count < MnistFiles.All.Count)
            throw new UserException($"{origin}: '{directory}' has only {MnistFiles.All.Count - missing.Count} of the {MnistFiles.All.Count} MNIST files; {Names(missing)} (or .gz) {(missing.Count == 1 ? "is" : "are")} missing.");
        return missing.Count == 0 ? directory : null;
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
