namespace GraphGen.CompilerServices;

/// <summary>
/// An optimizer's formula with the numbers of one step and one group, rounded once to the precision of the parameters. An
/// element's new value is a function of that element alone, so that any partition over workers gives the same bits.
/// </summary>
internal unsafe interface IUpdateRule
{
    /// <summary>Updates consecutive elements; the rule's own pointers are to element 0 of the flat buffers.</summary>
    /// <param name="parameters">The first element in the flat parameter buffer.</param>
    /// <param name="gradients">The first element in the flat gradient buffer.</param>
    /// <param name="offset">The first element's index.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="edit">What happens to the gradients first.</param>
    void Run<V, G>(float* parameters, float* gradients, int offset, int length, in GradientEdit edit)
        where V : struct, ISimd<V> where G : struct, IGradientEdit<V, G>;
}
