using System.Buffers.Binary;
using System.IO.Compression;
using GraphGen.Data;

namespace GraphGen.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("graphgen-idx-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_pictures_and_labels_whether_compressed_or_not(bool gzip)
    {
        byte[] pixels = [0, 51, 102, 153, 204, 255, 255, 204, 153, 102, 51, 0];
        Dataset data = IdxFile.ReadPictures(
            Write("pictures", Idx(0x0803, [2, 2, 3], pixels), gzip),
            Write("labels", Idx(0x0801, [2], [9, 0]), gzip));

        Assert.Equal(2, data.Count);
        Assert.Equal([1, 2, 3], data.Shape.ToArray());
        Assert.Equal(10, data.Classes);
        Assert.Equal((9, 0), (data.Label(0), data.Label(1)));
        Assert.Equal(pixels.Select(pixel => pixel * (1f / 255)), data.Sample(0).ToArray().Concat(data.Sample(1).ToArray()));
    }

    [Fact]
    public void Sees_compression_by_content_and_not_by_name()
    {
        string path = Write("pictures.gz", Idx(0x0803, [1, 1, 1], [255]));
        Assert.Equal(1f, IdxFile.ReadPictures(path, Labels(1)).Sample(0)[0]);
    }

    [Theory]
    [InlineData(0x0801, "Are pictures and labels swapped?")]
    [InlineData(0x0D03, "32-bit float")]
    [InlineData(0x0703, "0x07, which the format does not know")]
    [InlineData(0x50410803, "It is no IDX file")]
    public void Names_a_wrong_magic_number(int magic, string part)
    {
        string path = Write("pictures", Idx(magic, [1, 1, 1], [0]));
        Complains(path, "expected pictures: an IDX file that begins with 00 00 08 03", $"{(uint)magic >> 24:X2} ", part);
    }

    [Fact]
    public void Names_what_is_cut_short()
    {
        byte[] whole = Idx(0x0803, [2, 2, 2], new byte[8]);
        Complains(Write("nothing", []), "the file has only 0 byte(s)");
        Complains(Write("header", whole[..10]), "expected a header of 16 bytes, but the file ends after 10");
        Complains(Write("pixels", whole[..20], gzip: true), "promises 2 x 2 x 2 = 8 bytes, but only 4 follow");
        Complains(Write("plain", whole[..^1]), "promises 2 x 2 x 2 = 8 bytes, but only 7 follow");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Names_bytes_that_trail(bool gzip) =>
        Complains(Write("pictures", [.. Idx(0x0803, [1, 1, 1], [0]), 0], gzip), "is too long", "promises 1 x 1 x 1 = 1 bytes");

    [Fact]
    public void Names_damaged_compression_at_every_byte_that_it_can_lack()
    {
        byte[] zipped = Zip(Idx(0x0803, [4, 4, 4], new byte[64]));
        for (int length = 2; length < zipped.Length; length++)
            Complains(Write("pictures", zipped[..length]), "pictures'");
        byte[] flipped = [.. zipped];
        flipped[^6] ^= 0xFF; // in the checksum
        Complains(Write("pictures", flipped), "compressed by gzip, but damaged");
    }

    [Theory]
    [InlineData(new[] { 0, 28, 28 }, "is empty")]
    [InlineData(new[] { 2000, 1000, 500 }, "bytes can hold")]
    [InlineData(new[] { -1, -1, -1 }, "more than one array holds")]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue }, "more than one array holds")]
    public void Believes_no_hostile_extents(int[] extents, string part)
    {
        byte[] content = Idx(0x0803, extents, new byte[4]);
        Complains(Write("pictures", content), part);
        Complains(Write("pictures", content, gzip: true), part);
    }

    [Fact]
    public void Names_pictures_and_labels_of_different_numbers()
    {
        string pictures = Write("pictures", Idx(0x0803, [2, 1, 1], [0, 0]));
        string message = Assert.Throws<InvalidDataException>(() => IdxFile.ReadPictures(pictures, Labels(1, 2, 3))).Message;
        Assert.Contains("labels' has 3 labels, but", message);
        Assert.Contains("pictures' has 2 pictures", message);
    }

    [Fact]
    public void Names_a_label_out_of_range()
    {
        string pictures = Write("pictures", Idx(0x0803, [2, 1, 1], [0, 0]));
        string message = Assert.Throws<InvalidDataException>(() => IdxFile.ReadPictures(pictures, Labels(1, 10))).Message;
        Assert.Contains("labels': expected labels from 0 to 9, but label 1 is 10.", message);
        Assert.Equal(10, IdxFile.ReadPictures(pictures, Labels(1, 10), classes: 11).Label(1));
    }

    [Fact]
    public void A_missing_file_is_said_by_name()
    {
        string missing = Path.Combine(_directory, "nowhere");
        Assert.Contains(missing, Assert.Throws<FileNotFoundException>(() => IdxFile.ReadPictures(missing, missing)).Message);
    }

    [Fact]
    public void Real_MNIST_reads_where_it_is_at_hand()
    {
        string? data = Environment.GetEnvironmentVariable("GRAPHGEN_DATA");
        string directory = Path.Combine(data ?? "", "mnist");
        if (data is null || !File.Exists(Path.Combine(directory, "t10k-images-idx3-ubyte.gz")))
            return;
        Dataset test = IdxFile.ReadPictures(Path.Combine(directory, "t10k-images-idx3-ubyte.gz"), Path.Combine(directory, "t10k-labels-idx1-ubyte.gz"));
        Assert.Equal(10_000, test.Count);
        Assert.Equal([7, 2, 1, 0, 4], Enumerable.Range(0, 5).Select(test.Label));
    }

    private static byte[] Idx(int magic, int[] extents, byte[] content)
    {
        var bytes = new byte[4 + 4 * extents.Length + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
        for (int i = 0; i < extents.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), extents[i]);
        content.CopyTo(bytes, 4 + 4 * extents.Length);
        return bytes;
    }

    private static byte[] Zip(byte[] content)
    {
        var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Optimal))
            zip.Write(content);
        return memory.ToArray();
    }

    private string Write(string name, byte[] content, bool gzip = false)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, gzip ? Zip(content) : content);
        return path;
    }

    private string Labels(params byte[] labels) => Write("labels", Idx(0x0801, [labels.Length], labels));

    private void Complains(string path, params string[] parts)
    {
        string message = Assert.Throws<InvalidDataException>(() => IdxFile.ReadPictures(path, Labels(0))).Message;
        Assert.StartsWith($"'{path}'", message);
        Assert.All(parts, part => Assert.Contains(part, message));
    }
}
