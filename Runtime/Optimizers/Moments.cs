using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>One moment for every element of the flat parameter buffer, at the same offsets, zero at first.</summary>
internal sealed unsafe class Moments
{
    /// <summary>
    /// Moments below this count as zero: decaying on, those of dead units would end in denormals, which make a step three
    /// times slower. A decay factor of 1e-8 or more then keeps every product normal.
    /// </summary>
    public const float Smallest = 1e-30f;

    /// <summary>The same for the moment of the squares.</summary>
    public const float SmallestSquare = 1e-36f;

    private const int Alignment = 64;

    private readonly float[] _memory;

    public Moments(int length)
    {
        // Pinned for life, so that workers hold plain addresses; the array keeps it from being collected.
        _memory = GC.AllocateArray<float>(length + Alignment / sizeof(float), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _memory[0]);
        Data = (float*)((address + Alignment - 1) & -Alignment);
        Length = length;
    }

    /// <summary>The first element, on a cache line's start.</summary>
    public float* Data { get; }

    /// <summary>The number of elements.</summary>
    public int Length { get; }
}
