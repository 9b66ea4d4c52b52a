using System;
using System.Collections.Generic;
using System.Globalization;

namespace GraphGen.Generator.Layers;

/// <summary>Names the layers of a network in order: what the user called them, else kind and ordinal.</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    public string Next(Layer layer)
    {
        _ordinals.TryGetValue(layer.Stem, out int ordinal);
        _ordinals[layer.Stem] = ++ordinal;
        return layer.Use.Text("Name") ?? layer.Stem + ordinal.ToString(CultureInfo.InvariantCulture);
    }
}
