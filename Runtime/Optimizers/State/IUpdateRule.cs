namespace GraphGen.CompilerServices;

/// <summary>
/// An optimizer's formula with the numbers of one step and one group, rounded once to the precision of the parameters. An
/// element's new value is a function of that element alone, so that any partition over workers gives the same bits.
/// </summary>
internal unsafe interface IUpdateRule
{
    /// <summary>Updates consecutive elements; the rule's own pointers are to element 0 of the flat buffers.</summary>
    /// <param name="parameters">Element 0 of the flat parameter buffer.</param>
    /// <param name="gradients">Element 0 of the flat gradient buffer.</param>
    /// <param name="start">The first element.</param>
    /// <param name="end">The element after the last.</param>
    /// <param name="edit">What happens to the gradients first.</param>
    void Run<V, G>(float* parameters, float* gradients, int start, int end, in GradientEdit edit)
        where V : struct, ISimd<V> where G : struct, IGradientEdit<V, G>;
}
