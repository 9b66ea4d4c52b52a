namespace GraphGen.CompilerServices;

/// <summary>What a header says of one tensor, checked on its own: the extents and offsets are not negative and agree.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The element type as the file spells it.</param>
/// <param name="Shape">The extents.</param>
/// <param name="Begin">The first byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
internal sealed record StoredTensor(string Name, string Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The bytes of one element, or 0 for a type that this version does not know.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F64" or "I64" or "U64" or "C64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "BOOL" or "I8" or "U8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" => 1,
        _ => 0,
    };

    /// <summary>Whether elements of the type can be read as single precision.</summary>
    public bool IsReadable => Type is "F32" or "F64" or "F16" or "BF16";
}
