using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Floats on a cache line's boundary, pinned and zeroed, owned by the garbage collector: no finaliser, no use after free.
/// </summary>
internal sealed unsafe class AlignedBuffer
{
    /// <summary>Elements that may be read past the end: kernels load whole vectors.</summary>
    public const int Slack = 16;

    private const int Alignment = 16;
    private readonly float[] _memory;
    private readonly int _start;

    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxLength);
        _memory = GC.AllocateUninitializedArray<float>((int)length + Slack + Alignment, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref _memory[0]);
        LargePages.Advise((void*)address, (nuint)_memory.Length * sizeof(float));
        Array.Clear(_memory);
        Data = (float*)((address + 63) & ~(nuint)63);
        _start = (int)(Data - (float*)address);
        Length = (int)length;
    }

    /// <summary>The most elements that one buffer can hold.</summary>
    public static long MaxLength => Array.MaxLength - Slack - Alignment;

    public float* Data { get; }

    public int Length { get; }

    /// <summary>The elements; the span keeps the memory alive, as <see cref="Data"/> does not.</summary>
    public Span<float> Span => _memory.AsSpan(_start, Length);
}
