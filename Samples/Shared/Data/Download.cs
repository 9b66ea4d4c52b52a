using System.Security.Cryptography;

namespace Shared;

/// <summary>Fetches files from well-known places. A file counts only once its checksum is right.</summary>
internal static class Download
{
    /// <summary>Fetches files that are not there yet, trying one place after another.</summary>
    /// <param name="places">Where the files are offered: addresses that end in a slash.</param>
    /// <param name="files">Their names and SHA-256.</param>
    /// <param name="directory">Where to keep them.</param>
    /// <param name="mostBytes">A file with more is not what was asked for.</param>
    /// <param name="limit">The longest that a file may take.</param>
    /// <param name="stop">Stops the download.</param>
    /// <returns>Null when all files are there, else why not.</returns>
    public static string? Into(
        string directory, IReadOnlyList<string> places, IReadOnlyList<(string Name, string Sha256)> files, long mostBytes, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            Directory.CreateDirectory(directory);
            // Without a network this must not keep anyone waiting.
            using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(3) };
            using var client = new HttpClient(handler) { Timeout = limit, MaxResponseContentBufferSize = mostBytes };
            string? failure = null;
            foreach (string place in places)
            {
                failure = FetchAll(client, place, files, directory, stop).GetAwaiter().GetResult();
                if (failure is null || stop.IsCancellationRequested)
                    break;
            }

            return failure;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be kept in '{directory}': {trouble.Message.TrimEnd('.')}";
        }
    }

    /// <summary>Whole or not at all: nobody finds half a file, not even when two programs write at once.</summary>
    public static void Place(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (FileStream file = File.Create(temporary))
                write(file);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<string?> FetchAll(
        HttpClient client, string place, IReadOnlyList<(string Name, string Sha256)> files, string directory, CancellationToken stop)
    {
        foreach (var (name, sha256) in files)
        {
            string path = Path.Combine(directory, name);
            if (File.Exists(path))
                continue;
            try
            {
                byte[] bytes = await client.GetByteArrayAsync(place + name, stop);
                if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
                    return $"the download {place}{name} has the wrong checksum";
                Place(path, file => file.Write(bytes));
                Console.WriteLine($"Fetched {place}{name}");
            }
            catch (Exception trouble) when (trouble is HttpRequestException or OperationCanceledException)
            {
                return stop.IsCancellationRequested ? "the download was stopped" : $"no connection to {new Uri(place).Host}";
            }
        }

        return null;
    }
}
