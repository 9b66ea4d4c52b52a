namespace GraphGen.CompilerServices;

/// <summary>Asks the tile generator for a family of register tiles.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class GemmTilesAttribute : Attribute
{
    /// <summary>Floats in a hardware vector: 16, 8 or 4.</summary>
    public int Lanes { get; set; }

    /// <summary>Vectors side by side: a tile is Lanes × Vectors columns wide.</summary>
    public int Vectors { get; set; }

    /// <summary>The rows of the largest tile; every smaller number gets a tile of its own.</summary>
    public int MostRows { get; set; }

    /// <summary>
    /// Whether the sum is made of runs: A jumps to the next run's offset where the steps of one are done, while B goes on.
    /// Such a tile adds its sum to what is stored, if it is to, instead of continuing it.
    /// </summary>
    public bool HasRuns { get; set; }
}

// c = (accumulate ? c : 0) + a·b, one fused multiply-add after another along the count: the order of an element's sum is
// the same in every tile, which is what makes their bits equal.

/// <summary>512 bits, full panels: 28 accumulators.</summary>
[GemmTiles(Lanes = 16, Vectors = 2, MostRows = 14)]
internal static partial class Tiles512x32;

/// <summary>512 bits, narrow panels.</summary>
[GemmTiles(Lanes = 16, Vectors = 1, MostRows = 16)]
internal static partial class Tiles512x16;

/// <summary>256 bits: 12 accumulators of 16 registers.</summary>
[GemmTiles(Lanes = 8, Vectors = 2, MostRows = 6)]
internal static partial class Tiles256x16;

/// <summary>128 bits: 24 accumulators of the 32 registers that Arm64 has.</summary>
[GemmTiles(Lanes = 4, Vectors = 4, MostRows = 6)]
internal static partial class Tiles128x16;
