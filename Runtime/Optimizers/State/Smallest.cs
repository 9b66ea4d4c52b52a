namespace GraphGen.CompilerServices;

/// <summary>
/// What counts as zero in optimizers: decaying on, the moments of dead units would end in denormal numbers, which make a step
/// three times slower. Decay factors of 1e-8 (for squares 0.02) or more keep every product above these bounds normal.
/// </summary>
internal static class Smallest
{
    /// <summary>The smallest moment.</summary>
    public const float Moment = 1e-30f;

    /// <summary>The smallest moment of squares.</summary>
    public const float Square = 1e-36f;

    /// <summary>The smallest gradient whose square is a normal number.</summary>
    public const float Gradient = 1e-18f;
}
