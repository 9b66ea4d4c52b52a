namespace GraphGen.CompilerServices;

/// <summary>What one class adds to a loss between a target distribution and a softmax.</summary>
internal interface ITargetTerm
{
    /// <summary>The term of a class.</summary>
    /// <param name="target">t, the target's share of the class.</param>
    /// <param name="surprise">-log softmax(x) of the class, at least 0.</param>
    static abstract V Of<V>(V target, V surprise) where V : struct, ISimd<V>;
}
