using System;
using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Layers;

/// <summary>Every layer there is, one line each, by the name of its attribute.</summary>
public static class LayerCatalog
{
    private static readonly Dictionary<string, Func<LayerUse, Layer>> s_layers = new(StringComparer.Ordinal)
    {
        ["Dense"] = use => new DenseLayer(use),
        ["Flatten"] = use => new FlattenLayer(use),
        ["Reshape"] = use => new ReshapeLayer(use),
        ["Dropout"] = use => new DropoutLayer(use),
        ["Relu"] = use => new ActivationLayer(use, "Relu", SavesInput: false, IsRectifier: true),
        ["LeakyRelu"] = use => new ActivationLayer(use, "LeakyRelu", SavesInput: false, IsRectifier: true, "slope", 0.01f),
        ["Elu"] = use => new ActivationLayer(use, "Elu", SavesInput: false, IsRectifier: true, "alpha", 1f),
        ["Selu"] = use => new ActivationLayer(use, "Selu", SavesInput: false),
        ["Gelu"] = use => new ActivationLayer(use, use.Flag("Approximate", false) ? "GeluTanh" : "Gelu", SavesInput: true, IsRectifier: true),
        ["Silu"] = use => new ActivationLayer(use, "Silu", SavesInput: true, IsRectifier: true),
        ["Sigmoid"] = use => new ActivationLayer(use, "Sigmoid", SavesInput: false),
        ["Tanh"] = use => new ActivationLayer(use, "Tanh", SavesInput: false),
        ["Softplus"] = use => new ActivationLayer(use, "Softplus", SavesInput: true),
        ["Softmax"] = use => new SoftmaxLayer(use),
        ["SoftmaxCrossEntropy"] = use => new SoftmaxCrossEntropyLayer(use),
        ["MeanSquaredError"] = use => new MeanSquaredErrorLayer(use),
    };

    /// <summary>The names of all layers, sorted.</summary>
    public static IEnumerable<string> Kinds => s_layers.Keys.OrderBy(kind => kind, StringComparer.Ordinal);

    /// <summary>The definition bound to its use; null if there is no layer of that kind.</summary>
    public static Layer? Create(LayerUse use) => s_layers.TryGetValue(use.Kind, out Func<LayerUse, Layer> create) ? create(use) : null;
}
