using GraphGen.CompilerServices;

namespace GraphGen.Tests.Serialization;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("graphgen").FullName;

    private string Target => Path.Combine(_directory, "net.safetensors");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_file_is_created_and_replaced()
    {
        SafetensorsFile.Save(Target, Files.Expected, (_, span) => span.Fill(1));
        Assert.Equal([1f, 1, 1, 1], SafetensorsFile.Load(Target, Files.Expected)[1]!);
        SafetensorsFile.Save(Target, Files.Expected, (_, span) => span.Fill(2));
        Assert.Equal([2f, 2, 2, 2], SafetensorsFile.Load(Target, Files.Expected)[1]!);
        Assert.Equal([Target], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void A_failure_leaves_the_old_file_and_nothing_else()
    {
        SafetensorsFile.Save(Target, Files.Expected, (_, span) => span.Fill(1));
        byte[] before = File.ReadAllBytes(Target);
        Assert.Throws<TimeZoneNotFoundException>(() => SafetensorsFile.Save(
            Target, Files.Expected, (i, _) => { if (i == 1) throw new TimeZoneNotFoundException(); }));
        Assert.Equal(before, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void A_failure_to_rename_removes_the_temporary_file()
    {
        Directory.CreateDirectory(Target);
        Assert.ThrowsAny<Exception>(() => SafetensorsFile.Save(Target, Files.Expected, (_, _) => { }));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void Bad_paths_are_named()
    {
        string lost = Path.Combine(_directory, "lost", "net.safetensors");
        Assert.Contains(lost, Assert.Throws<DirectoryNotFoundException>(
            () => SafetensorsFile.Save(lost, Files.Expected, (_, _) => { })).Message);
        Assert.Throws<ArgumentException>(
            () => SafetensorsFile.Save(_directory + Path.DirectorySeparatorChar, Files.Expected, (_, _) => { }));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Save("", Files.Expected, (_, _) => { }));
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Load(Target, Files.Expected));
    }

    [Fact]
    public void A_name_as_long_as_names_can_be_works()
    {
        string path = Path.Combine(_directory, new string('n', 255));
        SafetensorsFile.Save(path, Files.Expected, (_, span) => span.Fill(1));
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void The_message_names_the_file()
    {
        File.WriteAllBytes(Target, [1, 2, 3]);
        var exception = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(Target, Files.Expected));
        Assert.StartsWith($"The file '{Target}' does not fit; nothing was loaded:", exception.Message);
        Assert.Contains("it has 3 bytes", exception.Message);
    }
}
