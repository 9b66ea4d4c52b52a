namespace GraphGen.CompilerServices;

/// <summary>
/// What an optimizer remembers of one session: moments, laid out like the parameters. An element's new value is a function of
/// that element alone, so that any partition over workers gives the same bits.
/// </summary>
internal abstract unsafe class OptimizerState
{
    /// <summary>Fixes the step's factors. Called once per step, before any <see cref="Update"/>, on the caller's thread.</summary>
    /// <param name="step">The number of updates made before this one.</param>
    /// <exception cref="InvalidOperationException">The schedule gave no finite rate of 0 or more; nothing was changed.</exception>
    public abstract void Begin(long step);

    /// <summary>Updates a range of elements; workers may do so at the same time on ranges that do not overlap.</summary>
    /// <param name="parameters">Element 0 of the flat parameter buffer.</param>
    /// <param name="gradients">Element 0 of the flat gradient buffer.</param>
    /// <param name="offset">The first element of the range: a multiple of 16.</param>
    /// <param name="length">The number of elements: a multiple of 16.</param>
    public abstract void Update(float* parameters, float* gradients, int offset, int length);
}
