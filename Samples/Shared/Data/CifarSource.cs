namespace Shared;

/// <summary>Where the pictures come from: --data, else GRAPHGEN_DATA, else the cache, else a download, else drawn here.</summary>
public static class CifarSource
{
    private const string Place = "https://www.cs.toronto.edu/~kriz/";

    /// <summary>The archive has 170 MB.</summary>
    private const long MostBytes = 200 << 20;

    private static readonly string s_cache = Cache.Of("cifar10");

    /// <summary>Finds the pictures; says so when it has to draw them itself.</summary>
    /// <param name="given">The directory that the user named, or null.</param>
    /// <param name="stop">Stops a download; then the pictures are drawn.</param>
    /// <exception cref="UserException">The named directory is not one of CIFAR-10, or a directory holds only a part of it.</exception>
    public static LabelledPictures Find(string? given, CancellationToken stop = default)
    {
        if (AtHand(given) is { } directory)
            return CifarFiles.Read(directory);
        string? failure = Fetch(stop);
        if (failure is null)
            return CifarFiles.Read(s_cache);
        Console.WriteLine($"CIFAR-10 is not at hand ({failure}), so this trains on built-in, procedurally drawn pictures. --data DIR or GRAPHGEN_DATA says where the files are.");
        return DrawnShapes.Make(seed: 0);
    }

    /// <summary>The directory of the files on this machine, or null.</summary>
    private static string? AtHand(string? given)
    {
        if (given is not null)
            return Whole(given, $"--data '{given}'")
                ?? throw new UserException($"--data '{given}': expected a directory with {string.Join(", ", CifarFiles.All)} (from {CifarFiles.Archive.Name}), but {(Directory.Exists(given) ? "none of them is there" : "there is no such directory")}.");

        if (Environment.GetEnvironmentVariable("GRAPHGEN_DATA") is { Length: > 0 } root)
        {
            foreach (string name in (string[])["cifar10", "cifar-10-batches-bin", ""])
            {
                if (Whole(Path.Combine(root, name), "GRAPHGEN_DATA") is { } directory)
                    return directory;
            }
        }

        return CifarFiles.MissingIn(s_cache).Count == 0 ? s_cache : null;
    }

    private static string? Fetch(CancellationToken stop)
    {
        string? failure = Download.Into(s_cache, [Place], [CifarFiles.Archive], MostBytes, TimeSpan.FromMinutes(10), stop);
        if (failure is not null)
            return failure;
        try
        {
            string archive = Path.Combine(s_cache, CifarFiles.Archive.Name);
            CifarFiles.Unpack(archive, s_cache);
            File.Delete(archive);
            return null;
        }
        catch (Exception trouble) when (trouble is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return $"it cannot be unpacked in '{s_cache}': {trouble.Message.TrimEnd('.')}";
        }
    }

    /// <summary>The directory if all files are there, null if none is; a part of them is a mistake to be said.</summary>
    private static string? Whole(string directory, string origin)
    {
        IReadOnlyList<string> missing = CifarFiles.MissingIn(directory);
        if (missing.Count > 0 && missing.Count < CifarFiles.All.Count)
            throw new UserException($"{origin}: '{directory}' has only {CifarFiles.All.Count - missing.Count} of the {CifarFiles.All.Count} files of CIFAR-10; {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing.");
        return missing.Count == 0 ? directory : null;
    }
}
