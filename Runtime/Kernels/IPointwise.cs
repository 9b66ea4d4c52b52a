using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>An elementwise function beside its derivative: an activation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPointwise
{
    /// <summary><c>y = f(x)</c>.</summary>
    V Forward<V>(V x) where V : struct, ISimd<V>;

    /// <summary><c>dL/dx = gradient · f′</c>, where <paramref name="saved"/> is what the function's layer keeps for the backward pass: its output y, or its input x.</summary>
    /// <param name="gradient">dL/dy.</param>
    /// <param name="saved">The saved value: y or x, as the function's documentation says.</param>
    V Backward<V>(V gradient, V saved) where V : struct, ISimd<V>;
}
