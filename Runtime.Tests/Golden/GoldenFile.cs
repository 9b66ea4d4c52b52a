namespace GraphGen.Tests.Golden;

/// <summary>Finds the golden files of this folder from wherever the tests were built to.</summary>
internal static class GoldenFile
{
    public static string Path(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, "Runtime.Tests", "Golden", name);
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds Runtime.Tests/Golden/{name}.");
    }
}
