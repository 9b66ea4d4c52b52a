using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>A loss that looks at each element by itself; <see cref="ElementLoss"/> takes the mean over all of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementLoss
{
    /// <summary>ℓ(p, t).</summary>
    V Loss<V>(V prediction, V target) where V : struct, ISimd<V>;

    /// <summary>dℓ/dp, where ℓ has a kink one of its slopes or what lies between.</summary>
    V Derivative<V>(V prediction, V target) where V : struct, ISimd<V>;
}
