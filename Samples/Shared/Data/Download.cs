using System.Security.Cryptography;

namespace Shared;

/// <summary>Fetches the original files from well-known mirrors. A file counts only once its checksum is right.</summary>
internal static class Download
{
    private static readonly string[] s_mirrors =
    [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ];

    /// <summary>The files have 11.6 MB together; more is not what was asked for.</summary>
    private const long MostBytes = 16 << 20;

    /// <returns>Null when all files are there, else why not.</returns>
    public static string? Into(string directory, CancellationToken stop)
    {
        try
        {
            Directory.CreateDirectory(directory);
            // Without a network this must not keep anyone waiting: the connection has a few seconds, the whole a minute.
            using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(3) };
            using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = MostBytes };
            string? failure = null;
            foreach (string mirror in s_mirrors)
            {
                failure = FetchAll(client, mirror, directory, stop).GetAwaiter().GetResult();
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

    private static async Task<string?> FetchAll(HttpClient client, string mirror, string directory, CancellationToken stop)
    {
        foreach (var (name, sha256) in MnistFiles.All)
        {
            string file = $"{name}.gz";
            string path = Path.Combine(directory, file);
            if (File.Exists(path))
                continue;
            try
            {
                byte[] bytes = await client.GetByteArrayAsync(mirror + file, stop);
                if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
                    return $"the download {mirror}{file} has the wrong checksum";
                Place(bytes, path);
                Console.WriteLine($"Fetched {mirror}{file}");
            }
            catch (Exception trouble) when (trouble is HttpRequestException or OperationCanceledException)
            {
                return stop.IsCancellationRequested ? "the download was stopped" : $"no connection to {new Uri(mirror).Host}";
            }
        }

        return null;
    }

    /// <summary>Whole or not at all: nobody finds half a file, not even when two programs download at once.</summary>
    private static void Place(byte[] bytes, string path)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
