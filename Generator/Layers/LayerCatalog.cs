using System;
using System.Collections.Generic;
using System.Linq;
using GraphGen.Generator.Read;

namespace GraphGen.Generator.Layers;

/// <summary>Every layer there is, one line each, by the name of its attribute; and every operation of <c>Graph</c>, by the name of its member of Node.</summary>
public static class LayerCatalog
{
    private static readonly Dictionary<string, Func<LayerUse, Layer>> s_layers = new(StringComparer.Ordinal)
    {
        ["Dense"] = use => new DenseLayer(use),
        ["Conv1D"] = use => new ConvolutionLayer(use, Rank: 2),
        ["Conv2D"] = use => new ConvolutionLayer(use, Rank: 3),
        ["ConvTranspose2D"] = use => new TransposedConvolutionLayer(use),
        ["MaxPool1D"] = use => new PoolLayer(use, "MaxPool", Rank: 2),
        ["MaxPool2D"] = use => new PoolLayer(use, "MaxPool", Rank: 3),
        ["AvgPool1D"] = use => new PoolLayer(use, "AvgPool", Rank: 2),
        ["AvgPool2D"] = use => new PoolLayer(use, "AvgPool", Rank: 3),
        ["GlobalAvgPool"] = use => new GlobalPoolLayer(use, "AvgPool"),
        ["GlobalMaxPool"] = use => new GlobalPoolLayer(use, "MaxPool"),
        ["ZeroPad2D"] = use => new ZeroPadLayer(use),
        ["UpSample2D"] = use => new UpSampleLayer(use),
        ["Embedding"] = use => new EmbeddingLayer(use),
        ["Flatten"] = use => new FlattenLayer(use),
        ["MeanOverTime"] = use => new ReduceLayer(use, "Mean", IsOverTime: true),
        ["Reshape"] = use => new ReshapeLayer(use),
        ["Dropout"] = use => new DropoutLayer(use),
        ["Dropout2D"] = use => new Dropout2DLayer(use),
        ["BatchNorm"] = use => new BatchNormLayer(use),
        ["LayerNorm"] = use => new LayerNormLayer(use),
        ["GroupNorm"] = use => new GroupNormLayer(use),
        ["Relu"] = use => new ActivationLayer(use, "Relu", SavesInput: false, IsRectifier: true),
        ["LeakyRelu"] = use => new ActivationLayer(use, "LeakyRelu", SavesInput: false, IsRectifier: true, "slope", 0.01f),
        ["Elu"] = use => new ActivationLayer(use, "Elu", SavesInput: false, IsRectifier: true, "alpha", 1f),
        ["Selu"] = use => new ActivationLayer(use, "Selu", SavesInput: false),
        ["Gelu"] = use => new ActivationLayer(use, use.Flag("Approximate", false) ? "GeluTanh" : "Gelu", SavesInput: true, IsRectifier: true),
        ["Silu"] = use => new ActivationLayer(use, "Silu", SavesInput: true, IsRectifier: true),
        ["Mish"] = use => new ActivationLayer(use, "Mish", SavesInput: true, IsRectifier: true),
        ["Sigmoid"] = use => new ActivationLayer(use, "Sigmoid", SavesInput: false),
        ["Tanh"] = use => new ActivationLayer(use, "Tanh", SavesInput: false),
        ["Softplus"] = use => new ActivationLayer(use, "Softplus", SavesInput: true),
        ["Pointwise"] = use => new ActivationLayer(use, $"OwnFunction<{use.TypeArgument}>", SavesInput: true, ClearsPadding: true),
        ["Softmax"] = use => new SoftmaxLayer(use),
        ["SoftmaxCrossEntropy"] = use => new SoftmaxCrossEntropyLayer(use),
        ["BinaryCrossEntropy"] = use => new ElementLossLayer(use, "BinaryCrossEntropyLoss", LinkOp: "Sigmoid", Parameter: "PositiveWeight"),
        ["MeanSquaredError"] = use => new ElementLossLayer(use, "SquaredError"),
        ["MeanAbsoluteError"] = use => new ElementLossLayer(use, "AbsoluteError"),
        ["Huber"] = use => new ElementLossLayer(use, "HuberLoss", Parameter: "Delta"),
        ["Hinge"] = use => new ElementLossLayer(use, "HingeLoss"),
        ["Loss"] = use => new ElementLossLayer(use, $"OwnLoss<{use.TypeArgument}>"),
        ["KLDivergence"] = use => new KLDivergenceLayer(use),
    };

    private static readonly Dictionary<string, Func<LayerUse, Layer>> s_operations = new(StringComparer.Ordinal)
    {
        ["Add"] = use => new BinaryLayer(use),
        ["Subtract"] = use => new BinaryLayer(use),
        ["Multiply"] = use => new BinaryLayer(use),
        ["Affine"] = use => new AffineLayer(use),
        ["Concat"] = use => new ConcatLayer(use),
        ["Slice"] = use => new SliceLayer(use),
        ["Transpose"] = use => new TransposeLayer(use),
        ["Sum"] = use => new ReduceLayer(use, "Sum"),
        ["Mean"] = use => new ReduceLayer(use, "Mean"),
        ["Max"] = use => new ReduceLayer(use, "Max"),
        ["MatMul"] = use => new MatMulLayer(use),
    };

    /// <summary>The names of all layers, sorted.</summary>
    public static IEnumerable<string> Kinds => s_layers.Keys.OrderBy(kind => kind, StringComparer.Ordinal);

    /// <summary>The names of all operations, sorted.</summary>
    public static IEnumerable<string> Operations => s_operations.Keys.OrderBy(kind => kind, StringComparer.Ordinal);

    /// <summary>The definition bound to its use; null if there is nothing of that kind.</summary>
    public static Layer? Create(LayerUse use) =>
        s_layers.TryGetValue(use.Kind, out Func<LayerUse, Layer> create) || s_operations.TryGetValue(use.Kind, out create) ? create(use) : null;
}
