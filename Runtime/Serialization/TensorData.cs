using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GraphGen.CompilerServices;

/// <summary>Elements of tensors on their way between little-endian bytes and single precision.</summary>
internal static class TensorData
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>Reads a tensor of a readable type.</summary>
    /// <returns>False if the stream ended first.</returns>
    public static bool TryRead(Stream stream, string type, Span<float> values)
    {
        int size = StoredTensor.SizeOf(type);
        Span<byte> chunk = new byte[(int)Math.Min(ChunkBytes, (long)values.Length * size)];
        while (!values.IsEmpty)
        {
            int count = Math.Min(chunk.Length / size, values.Length);
            Span<byte> bytes = chunk[..(count * size)];
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                return false;
            Convert(type, bytes, values[..count]);
            values = values[count..];
        }
        return true;
    }

    /// <summary>Passes over bytes that nobody wants.</summary>
    /// <returns>False if the stream ended first.</returns>
    public static bool TrySkip(Stream stream, long count)
    {
        if (stream.CanSeek)
        {
            if (stream.Length - stream.Position < count)
                return false;
            stream.Seek(count, SeekOrigin.Current);
            return true;
        }
        byte[] chunk = new byte[(int)Math.Min(ChunkBytes, count)];
        while (count > 0)
        {
            int read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, count));
            if (read == 0)
                return false;
            count -= read;
        }
        return true;
    }

    /// <summary>Writes elements in F32.</summary>
    public static void Write(Stream stream, ReadOnlySpan<float> values)
    {
        Span<byte> chunk = new byte[(int)Math.Min(ChunkBytes, (long)values.Length * sizeof(float))];
        while (!values.IsEmpty)
        {
            int count = Math.Min(chunk.Length / sizeof(float), values.Length);
            Span<byte> bytes = chunk[..(count * sizeof(float))];
            if (BitConverter.IsLittleEndian)
            {
                MemoryMarshal.AsBytes(values[..count]).CopyTo(bytes);
            }
            else
            {
                for (int i = 0; i < count; i++)
                    BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], values[i]);
            }
            stream.Write(bytes);
            values = values[count..];
        }
    }

    private static void Convert(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (type)
        {
            case "F32" when BitConverter.IsLittleEndian:
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case "F32":
                for (int i = 0; i < values.Length; i++)
                    values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * 4)..]);
                break;
            case "F64":
                for (int i = 0; i < values.Length; i++)
                    values[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * 8)..]);
                break;
            case "F16":
                for (int i = 0; i < values.Length; i++)
                    values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * 2)..]);
                break;
            case "BF16":
                // The upper half of a single.
                for (int i = 0; i < values.Length; i++)
                    values[i] = BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * 2)..]) << 16);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "The element type cannot be read as single precision.");
        }
    }
}
