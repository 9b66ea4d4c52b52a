namespace Shared.Classifiers;

/// <summary>Networks in files, with what goes wrong there said in a sentence.</summary>
internal static class SavedNetwork
{
    /// <summary>Finds out before the training, and not after it, that the file cannot be written.</summary>
    public static void CheckTarget(string? path)
    {
        if (path is null)
            return;
        if (path.Length == 0)
            throw new UserException("--save takes a file, but an empty name was given.");
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new UserException($"--save takes a file, but '{path}' is a directory.");
        string? directory = Path.GetDirectoryName(full);
        if (!Directory.Exists(directory))
            throw new UserException($"--save '{path}': the directory '{directory}' does not exist. Make it first.");
    }

    /// <summary>Where to save what Ctrl+C would lose when no --save was given.</summary>
    public static string Rescue(string cacheName, Model model)
    {
        string directory = Cache.Of(cacheName);
        Directory.CreateDirectory(directory);
        return Path.Combine(directory, $"{model.Name}-stopped.safetensors");
    }

    public static string Save(Network network, string path)
    {
        network.Save(path);
        return $"Saved the network to '{path}'; --load takes it from there.";
    }

    public static void Load(Network network, string path)
    {
        if (!File.Exists(path))
            throw new UserException($"--load '{path}': there is no such file.");
        network.Load(path);
    }
}
