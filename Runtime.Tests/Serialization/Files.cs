using System.Buffers.Binary;
using System.Text;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Serialization;

/// <summary>Handmade safetensors files, and the network that they are meant for.</summary>
internal static class Files
{
    /// <summary>a [2, 3] and b [4]: 24 + 16 bytes.</summary>
    public static readonly StateTensor[] Expected = [new("a.weight", [2, 3]), new("b.bias", [4])];

    /// <summary>A session's tensors for <see cref="Expected"/>.</summary>
    public static readonly StateTensor[] CheckpointTensors = [.. Expected, new(CheckpointFile.OptimizerTensor("exp_avg", "a.weight"), [2, 3])];

    public const string A = """
        "a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}
        """;

    public const string B = """
        "b.bias":{"dtype":"F32","shape":[4],"data_offsets":[24,40]}
        """;

    public const int DataLength = 40;

    public static byte[] Of(string header, int dataLength = DataLength) => Of(Encoding.UTF8.GetBytes(header), dataLength);

    public static byte[] Of(byte[] header, int dataLength)
    {
        var file = new byte[8 + header.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)header.Length);
        header.CopyTo(file, 8);
        for (int i = 0; i < dataLength; i++)
            file[8 + header.Length + i] = (byte)(i * 7 % 63);
        return file;
    }

    public static byte[] Save(IReadOnlyList<StateTensor> tensors, SafetensorsFile.ElementReader read)
    {
        using var stream = new MemoryStream();
        SafetensorsFile.Save(stream, tensors, read);
        return stream.ToArray();
    }

    /// <summary>A checkpoint whose tensors are filled with their indices.</summary>
    public static byte[] Checkpoint()
    {
        using var stream = new MemoryStream();
        CheckpointFile.Save(
            stream, CheckpointTensors, (i, span) => span.Fill(i), new Dictionary<string, string> { ["network"] = "Digits", ["steps"] = "12" });
        return stream.ToArray();
    }

    public static SafetensorsException Refused(byte[] file, LoadOptions? options = null) =>
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(file, Expected, options));
}

/// <summary>A stream like a socket's: it cannot seek, and gives a few bytes at a time.</summary>
internal sealed class TrickleStream(byte[] bytes) : Stream
{
    private readonly MemoryStream _inner = new(bytes);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, Math.Min(count, 7));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
