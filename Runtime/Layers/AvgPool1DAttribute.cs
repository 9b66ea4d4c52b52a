namespace GraphGen;

/// <summary>
/// The mean of each feature in a window that slides over the sequence, [time, features] → [time′, features].
/// PyTorch's <c>AvgPool1d</c>, Keras's <c>AveragePooling1D</c>, but with features last.
/// </summary>
/// <remarks>
/// <para>time′ = ⌊(time + 2·padding − window) / stride⌋ + 1.
/// With <see cref="CeilMode"/> it is rounded up instead, as long as the last window begins inside the input or the padding before it.</para>
/// <para>Padding counts as zeros unless <see cref="CountIncludePad"/> is false. What lies beyond the padding, where rounding up
/// has reached, never counts.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class AvgPool1DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="window">The length of the window, at least 1.</param>
    public AvgPool1DAttribute(int window) => Window = window;

    /// <summary>The length of the window.</summary>
    public int Window { get; }

    /// <summary>Steps between neighbouring windows, at least 1. By default they lie edge to edge.</summary>
    public int Stride { get; set; }

    /// <summary>Steps of padding before and behind the sequence, at least 0, at most half the window. The default is 0.</summary>
    public int Padding { get; set; }

    /// <summary>Whether a last window may reach over the end, so that no step is left out. The default is false.</summary>
    public bool CeilMode { get; set; }

    /// <summary>Whether padding counts as zeros; otherwise a window's mean is that of what it has of the input. The default is true.</summary>
    public bool CountIncludePad { get; set; } = true;
}
