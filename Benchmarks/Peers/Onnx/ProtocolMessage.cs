using System.Text;

namespace Benchmarks.Peers;

/// <summary>A protocol buffer message: fields one behind the other, each a tag and a value.</summary>
internal sealed class ProtocolMessage
{
    private readonly MemoryStream _bytes = new();

    public ProtocolMessage Number(int field, long value) => Varint((ulong)field << 3).Varint((ulong)value);

    public ProtocolMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtocolMessage Nested(int field, ProtocolMessage value) => Bytes(field, value.ToArray());

    public ProtocolMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        const uint lengthDelimited = 2;
        Varint((ulong)field << 3 | lengthDelimited).Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public byte[] ToArray() => _bytes.ToArray();

    private ProtocolMessage Varint(ulong value)
    {
        for (; value > 0x7f; value >>= 7)
            _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
        return this;
    }
}
