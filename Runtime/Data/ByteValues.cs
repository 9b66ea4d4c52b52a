using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GraphGen.CompilerServices;

/// <summary>Bytes as the floats that kernels want.</summary>
internal static class ByteValues
{
    /// <summary>Gives byte · scale for each: both are exact before the one multiplication, so the bits don't depend on vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToFloats(ReadOnlySpan<byte> bytes, float scale, Span<float> values)
    {
        values = values[..bytes.Length];
        int width = Vector<byte>.Count, quarter = Vector<float>.Count;
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            ref byte from = ref MemoryMarshal.GetReference(bytes);
            ref float to = ref MemoryMarshal.GetReference(values);
            for (; i <= bytes.Length - width; i += width)
            {
                Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)i), out Vector<ushort> low, out Vector<ushort> high);
                Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
                Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
                Store(first, scale, ref to, i);
                Store(second, scale, ref to, i + quarter);
                Store(third, scale, ref to, i + 2 * quarter);
                Store(fourth, scale, ref to, i + 3 * quarter);
            }
        }

        for (; i < bytes.Length; i++)
            values[i] = bytes[i] * scale;
    }

    // Signed integers convert in one instruction, unsigned ones only on AVX-512; below 256 they are the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<uint> integers, float scale, ref float to, int at) =>
        (Vector.ConvertToSingle(Vector.AsVectorInt32(integers)) * scale).StoreUnsafe(ref to, (nuint)at);
}
