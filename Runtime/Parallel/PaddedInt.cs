using System.Runtime.InteropServices;

namespace GraphGen.CompilerServices;

/// <summary>A number alone on its cache lines: what many workers count on must not slow those who watch something beside it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct PaddedInt
{
    [FieldOffset(96)]
    public int Value;
}
