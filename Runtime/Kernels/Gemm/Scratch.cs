using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Memory of the calling thread that a kernel may fill and forget. It grows and is kept, so that steps allocate nothing.</summary>
internal static unsafe class Scratch
{
    private const int Alignment = 16;

    [ThreadStatic]
    private static float[]? t_panel, t_rows, t_columns, t_picture, t_runs, t_block;

    /// <summary>For a panel of a transposed matrix.</summary>
    public static float* Panel(int floats) => Grown(ref t_panel, floats);

    /// <summary>For a copy of a product's left operand.</summary>
    public static float* Rows(int floats) => Grown(ref t_rows, floats);

    /// <summary>For a copy of a product's right operand.</summary>
    public static float* Columns(int floats) => Grown(ref t_columns, floats);

    /// <summary>For a picture in the form that convolutions read.</summary>
    public static float* Picture(int floats) => Grown(ref t_picture, floats);

    /// <summary>For a part of a convolution's result that is not yet in its place.</summary>
    public static float* Block(int floats) => Grown(ref t_block, floats);

    /// <summary>For the offsets of a sum's runs.</summary>
    public static nint* Runs(int count) => (nint*)Grown(ref t_runs, 2 * count);

    private static float* Grown(ref float[]? memory, int floats)
    {
        if (memory is null || memory.Length < floats + Alignment)
            memory = GC.AllocateUninitializedArray<float>(floats + Alignment, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref memory[0]);
        return (float*)((address + 63) & ~(nuint)63);
    }
}
