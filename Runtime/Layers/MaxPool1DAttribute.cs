namespace GraphGen;

/// <summary>
/// The largest value of each feature in a window that slides over the sequence, [time, features] → [time′, features].
/// PyTorch's <c>MaxPool1d</c>, Keras's <c>MaxPooling1D</c>, but with features last.
/// </summary>
/// <remarks>
/// <para>time′ = ⌊(time + 2·padding − dilation·(window − 1) − 1) / stride⌋ + 1.
/// With <see cref="CeilMode"/> it is rounded up instead, as long as the last window begins inside the input or the padding before it.</para>
/// <para>Padding is below every number. Of several equal values the first takes the gradient.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool1DAttribute : LayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="window">The length of the window, at least 1.</param>
    public MaxPool1DAttribute(int window) => Window = window;

    /// <summary>The length of the window.</summary>
    public int Window { get; }

    /// <summary>Steps between neighbouring windows, at least 1. By default they lie edge to edge.</summary>
    public int Stride { get; set; }

    /// <summary>Steps of padding before and behind the sequence, at least 0, at most half the window. The default is 0.</summary>
    public int Padding { get; set; }

    /// <summary>Steps between neighbouring steps of one window, at least 1. The default is 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Whether a last window may reach over the end, so that no step is left out. The default is false.</summary>
    public bool CeilMode { get; set; }
}
