namespace GraphGen.CompilerServices;

/// <summary>
/// Replaces a file as a whole: whoever opens the path finds the old content or the new, also after a crash or a full disk.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary name beside the file, flushes it to the disk, then renames it.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes the content; if it throws, the temporary file goes and the old one stays.</param>
    /// <exception cref="DirectoryNotFoundException">The directory does not exist.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory or the file may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = Path.GetFullPath(path);
        string directory = Path.GetDirectoryName(target) is { } parent && Path.GetFileName(target).Length > 0
            ? parent
            : throw new ArgumentException($"A path of a file was expected; '{path}' names a directory.", nameof(path));
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException($"The directory of '{path}' does not exist; create it first.");

        // Without the file's name, which may be as long as names can be.
        string temporary = Path.Combine(directory, $".graphgen-{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    /// <summary>The failure that led here is the one to report, so another does not take its place.</summary>
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
