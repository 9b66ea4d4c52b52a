namespace Shared;

/// <summary>Where these programs keep what they download.</summary>
public static class Cache
{
    /// <summary>By each system's custom: XDG_CACHE_HOME or ~/.cache, ~/Library/Caches, or the local application data.</summary>
    /// <param name="name">The name of a data set.</param>
    public static string Of(string name)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string root = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : Path.Combine(home, ".cache");
        return Path.Combine(root, "graphgen", name);
    }
}
