using GraphGen.Data;

namespace GraphGen.Tests.Data;

public sealed class CifarFileTests : IDisposable
{
    private const int Record = 3073;
    private readonly string _directory = Directory.CreateTempSubdirectory("graphgen-cifar-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Reads_pictures_and_labels_from_one_file_or_several()
    {
        string first = Write("first.bin", Pictures(3, 9)), second = Write("second.bin", Pictures(0));
        Dataset data = CifarFile.ReadPictures(first, second);

        Assert.Equal((3, 10), (data.Count, data.Classes));
        Assert.Equal([3, 32, 32], data.Shape.ToArray());
        Assert.Equal([3, 9, 0], Enumerable.Range(0, 3).Select(data.Label));
        for (int picture = 0; picture < 3; picture++)
        {
            float[] expected = [.. Enumerable.Range(0, 3072).Select(i => Pixel(picture == 2 ? 0 : picture, i) * (1f / 255))];
            Assert.Equal(expected, data.Sample(picture).ToArray());
        }

        Assert.Equal(1, CifarFile.ReadPictures(second).Count);
        Assert.Equal(("airplane", "truck", 10), (CifarFile.ClassNames[0], CifarFile.ClassNames[9], CifarFile.ClassNames.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3072)]
    [InlineData(3074 - 3073 + 3073 * 2)]
    [InlineData(3073 * 3 - 1)]
    public void Names_what_is_cut_short(int length)
    {
        var (whole, rest) = Math.DivRem(length, Record);
        Complains(Write("short.bin", Pictures(1, 2, 3)[..length]), "3073 bytes each", $"has {length} bytes", $"{whole} whole picture(s) and {rest} byte(s) more");
    }

    [Fact]
    public void Names_an_empty_file() => Complains(Write("empty.bin", []), "is empty", "3073 bytes each");

    [Fact]
    public void Names_compression() => Complains(Write("cifar-10-binary.tar.gz", [0x1F, 0x8B, .. new byte[100]]), "compressed by gzip", "Unpack it first");

    [Fact]
    public void Names_the_hundred_classes() => Complains(Write("train.bin", new byte[2 * 3074]), "2 of 3074", "may be CIFAR-100");

    [Theory]
    [InlineData(10)]
    [InlineData(255)]
    public void Names_a_label_out_of_range(byte label) => Complains(Write("wrong.bin", Pictures(1, label)), $"labels from 0 to 9, but picture 1 has {label}");

    [Fact]
    public void A_bad_file_among_good_ones_is_the_one_named()
    {
        string good = Write("good.bin", Pictures(1)), bad = Write("bad.bin", new byte[5]);
        Assert.StartsWith($"'{bad}'", Assert.Throws<InvalidDataException>(() => CifarFile.ReadPictures(good, bad)).Message);
    }

    [Fact]
    public void A_missing_file_and_no_file_are_said()
    {
        string missing = Path.Combine(_directory, "nowhere.bin");
        Assert.Contains(missing, Assert.Throws<FileNotFoundException>(() => CifarFile.ReadPictures(missing)).Message);
        Assert.Contains("none was named", Assert.Throws<ArgumentException>(() => CifarFile.ReadPictures()).Message);
    }

    [CifarFact]
    public void The_real_test_pictures_are_a_thousand_of_each_class()
    {
        Dataset test = CifarFile.ReadPictures(Path.Combine(CifarFactAttribute.Folder!, "test_batch.bin"));
        Assert.Equal(10_000, test.Count);
        Assert.All(Enumerable.Range(0, test.Count).GroupBy(test.Label), group => Assert.Equal(1000, group.Count()));
        // Whatever copies of the pictures these are, their means are those that everyone uses: 0.491, 0.482, 0.447.
        Normalization known = Normalization.PerChannel(test);
        float[] expected = [0.494f, 0.485f, 0.450f];
        for (int channel = 0; channel < 3; channel++)
            Assert.Equal(expected[channel], known.Mean[channel], 0.005f);
    }

    private static byte Pixel(int picture, int i) => (byte)(picture * 101 + i * 7 + i / 256);

    private static byte[] Pictures(params byte[] labels) =>
        [.. labels.SelectMany((label, picture) => Enumerable.Range(0, 3072).Select(i => Pixel(picture, i)).Prepend(label))];

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static void Complains(string path, params string[] parts)
    {
        string message = Assert.Throws<InvalidDataException>(() => CifarFile.ReadPictures(path)).Message;
        Assert.StartsWith($"'{path}'", message);
        Assert.All(parts, part => Assert.Contains(part, message));
    }
}
