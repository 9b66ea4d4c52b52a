namespace GraphGen.Generator.Layers;

/// <summary>A layer that brings its input to a mean of 0 and a deviation of 1, along whatever axes.</summary>
internal interface INormalization
{
    /// <summary>Whether each channel (or feature) has a mean of its own taken off, so that a bias before it changes nothing.</summary>
    bool CentersChannels { get; }
}
