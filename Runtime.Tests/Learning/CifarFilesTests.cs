using System.Formats.Tar;
using System.IO.Compression;
using GraphGen.Data;
using Shared;

namespace GraphGen.Tests.Learning;

/// <summary>How the sample Cifar10 comes by its pictures.</summary>
public sealed class CifarFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("graphgen-cifar-files-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Unpacks_the_six_files_and_nothing_else()
    {
        string archive = Path.Combine(_directory, "archive.tar.gz"), inner = Path.Combine(_directory, "inner");
        Directory.CreateDirectory(inner);
        using (var zip = new GZipStream(File.Create(archive), CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
        {
            foreach (string name in (string[])[.. CifarFiles.All.Select(name => $"cifar-10-batches-bin/{name}"), "cifar-10-batches-bin/readme.html", "../outside.bin"])
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([.. Enumerable.Repeat((byte)5, 3073 * 10)]) });
        }

        CifarFiles.Unpack(archive, inner);
        Assert.Equal(CifarFiles.All.Order(StringComparer.Ordinal), Directory.GetFiles(inner).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([archive], Directory.GetFiles(_directory));
        Assert.Empty(CifarFiles.MissingIn(inner));
        LabelledPictures pictures = CifarSource.Find(inner);
        Assert.Equal((45, 5, 10), (pictures.Training.Count, pictures.Validation.Count, pictures.Test.Count));
        Assert.Equal("dog", pictures.ClassNames[pictures.Test.Label(0)]);
    }

    [Fact]
    public void Says_what_is_missing()
    {
        Assert.Contains("no such directory", Assert.Throws<UserException>(() => CifarSource.Find(Path.Combine(_directory, "nowhere"))).Message);
        Assert.Contains("none of them is there", Assert.Throws<UserException>(() => CifarSource.Find(_directory)).Message);
        File.WriteAllBytes(Path.Combine(_directory, CifarFiles.Test), new byte[3073]);
        Assert.Contains("has only 1 of the 6 files of CIFAR-10; data_batch_1.bin,", Assert.Throws<UserException>(() => CifarSource.Find(_directory)).Message);
    }

    [Fact]
    public void Draws_the_same_shapes_every_time()
    {
        LabelledPictures first = DrawnShapes.Make(seed: 1, training: 40, test: 10), second = DrawnShapes.Make(seed: 1, training: 40, test: 10), other = DrawnShapes.Make(seed: 2, training: 40, test: 10);
        Assert.Equal((36, 4, 10, 10), (first.Training.Count, first.Validation.Count, first.Test.Count, first.ClassNames.Count));
        Assert.Equal([3, 32, 32], first.Test.Shape.ToArray());
        Assert.Equal(Values(first.Training), Values(second.Training));
        Assert.NotEqual(Values(first.Training), Values(other.Training));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(i, first.Test.Label(i)));
    }

    private static float[] Values(Dataset data) => [.. Enumerable.Range(0, data.Count).SelectMany(i => data.Sample(i).ToArray())];
}
