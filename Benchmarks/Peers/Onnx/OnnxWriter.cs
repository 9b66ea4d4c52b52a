namespace Benchmarks.Peers;

/// <summary>
/// Writes a network as PyTorch's exporter would: batch normalisation stays a node of its own, which ONNX Runtime folds into the
/// convolution before it.
/// </summary>
internal sealed class OnnxWriter
{
    private const string Input = "input";

    private readonly OnnxGraph _graph = new();
    private readonly Queue<OnnxTensor> _parameters;
    private readonly Queue<OnnxTensor> _buffers;

    private OnnxWriter(IEnumerable<OnnxTensor> parameters, IEnumerable<OnnxTensor> buffers)
    {
        _parameters = new Queue<OnnxTensor>(parameters);
        _buffers = new Queue<OnnxTensor>(buffers);
    }

    /// <summary>Writes a network.</summary>
    /// <param name="layers">What it is.</param>
    /// <param name="parameters">Its parameters, in the order of the layers.</param>
    /// <param name="buffers">Its running means and variances, likewise.</param>
    public static OnnxModel Write(LayerText layers, IEnumerable<OnnxTensor> parameters, IEnumerable<OnnxTensor> buffers)
    {
        OnnxWriter writer = new(parameters, buffers);
        string value = Input;
        for (int i = 0; i < layers.Words.Count; i++)
            value = writer.Layer(layers.Words[i], value, isNormalised: i + 1 < layers.Words.Count && layers.Words[i + 1].Kind == "bn");
        if (writer._parameters.Concat(writer._buffers).FirstOrDefault() is { } left)
            throw new InvalidOperationException($"'{layers.Text}' has no layer for {left.Name}.");
        int[] shape = [1, .. layers.Input];
        return new OnnxModel(writer._graph.ToModel((Input, shape), (value, [1, layers.Outputs])), Input, shape, value, layers.Outputs);
    }

    private string Layer(LayerText.Word word, string x, bool isNormalised) => word.Kind switch
    {
        "conv" => Convolution(x, word.Kernel, word.Stride, word.Padding, hasBias: !isNormalised),
        "bn" => Normalisation(x),
        "block" => Block(x, word.Stride),
        "relu" => _graph.Node("Relu", [x]),
        "maxpool" => _graph.Node("MaxPool", [x], ("kernel_shape", [word.Width, word.Width], true), ("strides", [word.Width, word.Width], true)),
        "globalavgpool" => _graph.Node("Flatten", [_graph.Node("GlobalAveragePool", [x])]),
        "flatten" => _graph.Node("Flatten", [x]),
        // As PyTorch exports it: the weight lies [outputs, inputs].
        "dense" => _graph.Node("Gemm", [x, Parameter(), Parameter()], ("transB", [1], false)),
        _ => throw new InvalidOperationException($"There is no ONNX for '{word.Kind}'."),
    };

    private string Convolution(string x, int kernel, int stride, int padding, bool hasBias) => _graph.Node(
        "Conv", hasBias ? [x, Parameter(), Parameter()] : [x, Parameter()],
        ("kernel_shape", [kernel, kernel], true),
        ("strides", [stride, stride], true),
        ("pads", [padding, padding, padding, padding], true));

    private string Normalisation(string x) => _graph.Node("BatchNormalization", [x, Parameter(), Parameter(), Buffer(), Buffer()]);

    private string Block(string x, int stride)
    {
        ReadOnlySpan<int> first = _parameters.Peek().Shape;
        bool projects = stride > 1 || first[0] != first[1];
        string body = _graph.Node("Relu", [Normalisation(Convolution(x, 3, stride, 1, hasBias: false))]);
        body = Normalisation(Convolution(body, 3, 1, 1, hasBias: false));
        string shortcut = projects ? Normalisation(Convolution(x, 1, stride, 0, hasBias: false)) : x;
        return _graph.Node("Relu", [_graph.Node("Add", [body, shortcut])]);
    }

    private string Parameter() => _graph.Constant(_parameters.Dequeue());

    private string Buffer() => _graph.Constant(_buffers.Dequeue());
}
