using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// Elementwise work that a producing kernel runs over each finished block of its result while that lies in the first-level
/// cache. Epilogues are structs, chained by <c>Then</c>, so that a chain compiles to one loop.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue
{
    /// <summary>
    /// Maps the elements at (<paramref name="row"/>, <paramref name="column"/> … <paramref name="column"/> + V.Count - 1).
    /// </summary>
    /// <param name="value">The elements so far.</param>
    /// <param name="row">The absolute row: sample × rows per sample + row within the sample.</param>
    /// <param name="column">The first column, a multiple of V.Count below the padded column count.</param>
    V Apply<V>(V value, int row, int column) where V : struct, ISimd<V>;
}
