using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>Memory of the calling thread that a kernel may fill and forget. It grows and is kept, so that steps allocate nothing.</summary>
internal static unsafe class Scratch
{
    private const int Alignment = 16;

    [ThreadStatic]
    private static float[]? t_panel, t_rows, t_columns;

    /// <summary>For a panel of a transposed matrix.</summary>
    public static float* Panel(int floats) => Grown(ref t_panel, floats);

    /// <summary>For a copy of a product's left operand.</summary>
    public static float* Rows(int floats) => Grown(ref t_rows, floats);

    /// <summary>For a copy of a product's right operand.</summary>
    public static float* Columns(int floats) => Grown(ref t_columns, floats);

    private static float* Grown(ref float[]? memory, int floats)
    {
        if (memory is null || memory.Length < floats + Alignment)
            memory = GC.AllocateUninitializedArray<float>(floats + Alignment, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref memory[0]);
        return (float*)((address + 63) & ~(nuint)63);
    }
}
