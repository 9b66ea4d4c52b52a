using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>
/// A parameter vector (a bias), its gradient, a running statistic, or a vector of the workspace: <see cref="Length"/> elements,
/// padded with zeros to a multiple of 16.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct ParameterVector
{
    internal ParameterVector(float* data, int length)
    {
        Data = data;
        Length = length;
    }

    internal float* Data { get; }

    /// <summary>The number of elements, without padding.</summary>
    public int Length { get; }
}
