using System.Formats.Tar;
using System.IO.Compression;

namespace Shared;

/// <summary>The files of CIFAR-10's binary version (Krizhevsky 2009) in a directory.</summary>
public static class CifarFiles
{
    /// <summary>The archive that holds them, and its SHA-256.</summary>
    public static (string Name, string Sha256) Archive { get; } =
        ("cifar-10-binary.tar.gz", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd");

    /// <summary>The files to train on.</summary>
    public static IReadOnlyList<string> Training { get; } = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")];

    /// <summary>The file to test with.</summary>
    public const string Test = "test_batch.bin";

    /// <summary>All files.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Training, Test];

    /// <summary>The names of the files that a directory lacks.</summary>
    public static IReadOnlyList<string> MissingIn(string directory) => [.. All.Where(name => !File.Exists(Path.Combine(directory, name)))];

    /// <summary>Reads the six files; a tenth of the training pictures is held out.</summary>
    public static LabelledPictures Read(string directory)
    {
        Dataset training = CifarFile.ReadPictures([.. Training.Select(name => Path.Combine(directory, name))]);
        Dataset test = CifarFile.ReadPictures(Path.Combine(directory, Test));
        return LabelledPictures.Of($"CIFAR-10 from '{directory}'", CifarFile.ClassNames.ToArray(), training, test, held: training.Count / 10);
    }

    /// <summary>Unpacks the files from their archive; of its other contents nothing is written.</summary>
    public static void Unpack(string archive, string directory)
    {
        using FileStream file = File.OpenRead(archive);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            string name = Path.GetFileName(entry.Name);
            if (entry.DataStream is { } content && All.Contains(name))
                Download.Place(Path.Combine(directory, name), content.CopyTo);
        }
    }
}
