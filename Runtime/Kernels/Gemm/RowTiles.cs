namespace GraphGen.CompilerServices;

/// <summary>Asks the tile generator for a family of tiles for few rows.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RowTilesAttribute : Attribute
{
    /// <summary>Floats in a hardware vector: 16, 8 or 4.</summary>
    public int Lanes { get; set; }

    /// <summary>Vectors of sums that a tile may hold: rows × half panels × 16 / lanes.</summary>
    public int Accumulators { get; set; }

    /// <summary>The most rows of a tile.</summary>
    public int MostRows { get; set; }
}

// c = a·b with the order of the other tiles, one fused multiply-add after another along the count: the same bits. Few rows leave few
// sums, and each waits four cycles for its last addition; so these tiles are wide instead of tall, panels side by side.

/// <summary>512 bits: eight vectors for one row, twelve for more.</summary>
[RowTiles(Lanes = 16, Accumulators = 12, MostRows = 3)]
internal static partial class RowTiles512;

/// <summary>256 bits: 12 accumulators of 16 registers.</summary>
[RowTiles(Lanes = 8, Accumulators = 12, MostRows = 3)]
internal static partial class RowTiles256;

/// <summary>128 bits: 24 accumulators of the 32 registers that Arm64 has.</summary>
[RowTiles(Lanes = 4, Accumulators = 24, MostRows = 3)]
internal static partial class RowTiles128;
