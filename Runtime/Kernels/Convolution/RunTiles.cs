namespace GraphGen.CompilerServices;

// c = (add ? c : 0) + Σ runs a·b, one fused multiply-add after another along all runs: the tiles of convolutions, whose
// left operand is a window on a picture.

/// <summary>512 bits, full panels: 28 accumulators.</summary>
[GemmTiles(Lanes = 16, Vectors = 2, MostRows = 14, HasRuns = true)]
internal static partial class RunTiles512x32;

/// <summary>512 bits, narrow panels.</summary>
[GemmTiles(Lanes = 16, Vectors = 1, MostRows = 16, HasRuns = true)]
internal static partial class RunTiles512x16;

/// <summary>256 bits: 12 accumulators of 16 registers.</summary>
[GemmTiles(Lanes = 8, Vectors = 2, MostRows = 6, HasRuns = true)]
internal static partial class RunTiles256x16;

/// <summary>128 bits: 24 accumulators of the 32 registers that Arm64 has.</summary>
[GemmTiles(Lanes = 4, Vectors = 4, MostRows = 6, HasRuns = true)]
internal static partial class RunTiles128x16;
