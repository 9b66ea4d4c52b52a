namespace GraphGen.CompilerServices;

/// <summary>What the sum over a window is divided by.</summary>
internal enum MeanRule
{
    /// <summary>Nothing: it stays a sum.</summary>
    Sum,

    /// <summary>The pixels of the window that lie inside the input.</summary>
    Inside,

    /// <summary>The pixels of the window that lie inside the input or in its padding.</summary>
    Padded,
}
