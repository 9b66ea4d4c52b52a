namespace Shared;

/// <summary>The four files of MNIST (LeCun, Cortes, Burges) in a directory.</summary>
public static class MnistFiles
{
    /// <summary>The names and the SHA-256 of the original compressed files.</summary>
    public static IReadOnlyList<(string Name, string Sha256)> All { get; } =
    [
        ("train-images-idx3-ubyte", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        ("train-labels-idx1-ubyte", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        ("t10k-images-idx3-ubyte", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        ("t10k-labels-idx1-ubyte", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];

    /// <summary>The names of the files that a directory lacks.</summary>
    public static IReadOnlyList<string> MissingIn(string directory) =>
        [.. All.Select(file => file.Name).Where(name => Find(directory, name) is null)];

    /// <summary>Reads the four files.</summary>
    /// <exception cref="UserException">The pictures are of another size.</exception>
    public static Digits Read(string directory)
    {
        string[] paths = [.. All.Select(file => Find(directory, file.Name)!)];
        Dataset training = ReadPair(paths[0], paths[1]);
        Dataset test = ReadPair(paths[2], paths[3]);
        return Digits.Of($"MNIST from '{directory}'", training, test);
    }

    private static Dataset ReadPair(string pictures, string labels)
    {
        Dataset data = IdxFile.ReadPictures(pictures, labels, classes: 10);
        return data.Shape is [1, Digits.Side, Digits.Side]
            ? data
            : throw new UserException($"'{pictures}': expected pictures of {Digits.Side} x {Digits.Side} pixels, but they have {data.Shape[1]} x {data.Shape[2]}.");
    }

    /// <summary>Some tools write a dot before "idx" when they unpack.</summary>
    private static string? Find(string directory, string name) =>
        new[] { $"{name}.gz", name, name.Replace("-idx", ".idx"), name.Replace("-idx", ".idx") + ".gz" }
            .Select(candidate => Path.Combine(directory, candidate))
            .FirstOrDefault(File.Exists);
}
