using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>
/// Writes nodes and tensors as an ONNX file in memory. ONNX is protocol buffers; a handful of fields is all that a network for one
/// sample needs.
/// </summary>
internal sealed class OnnxGraph
{
    private const int Float = 1;
    private const int IrVersion = 8;
    private const int OperatorSet = 13;

    private readonly ProtocolMessage _graph = new();
    private int _nodes;

    /// <summary>Adds a node.</summary>
    /// <param name="kind">ONNX's name of the operator.</param>
    /// <param name="inputs">The names of its operands.</param>
    /// <param name="attributes">Its attributes: one number, or a list of them.</param>
    /// <returns>The name of its result.</returns>
    public string Node(string kind, string[] inputs, params (string Name, int[] Values, bool IsList)[] attributes)
    {
        const int integer = 2, integers = 7;
        ProtocolMessage node = new();
        foreach (string input in inputs)
            node.Text(1, input);
        string output = $"{kind.ToLowerInvariant()}{++_nodes}";
        node.Text(2, output).Text(4, kind);
        foreach (var (name, values, isList) in attributes)
        {
            ProtocolMessage attribute = new ProtocolMessage().Text(1, name);
            foreach (int value in values)
                attribute.Number(isList ? 8 : 3, value);
            node.Nested(5, attribute.Number(20, isList ? integers : integer));
        }

        _graph.Nested(1, node);
        return output;
    }

    /// <summary>Adds a constant.</summary>
    /// <returns>Its name.</returns>
    public string Constant(OnnxTensor tensor)
    {
        ProtocolMessage message = new();
        foreach (int extent in tensor.Shape)
            message.Number(1, extent);
        _graph.Nested(5, message.Number(2, Float).Text(8, tensor.Name).Bytes(9, MemoryMarshal.AsBytes<float>(tensor.Values)));
        return tensor.Name;
    }

    /// <summary>The file.</summary>
    /// <param name="input">The input's name and shape.</param>
    /// <param name="output">The output's name and shape.</param>
    public byte[] ToModel((string Name, int[] Shape) input, (string Name, int[] Shape) output)
    {
        _graph.Text(2, "network").Nested(11, ValueInfo(input.Name, input.Shape)).Nested(12, ValueInfo(output.Name, output.Shape));
        ProtocolMessage model = new();
        model.Number(1, IrVersion);
        model.Nested(7, _graph);
        model.Nested(8, new ProtocolMessage().Number(2, OperatorSet));
        return model.ToArray();
    }

    private static ProtocolMessage ValueInfo(string name, int[] extents)
    {
        ProtocolMessage shape = new();
        foreach (int extent in extents)
            shape.Nested(1, new ProtocolMessage().Number(1, extent));
        ProtocolMessage type = new ProtocolMessage().Nested(1, new ProtocolMessage().Number(1, Float).Nested(2, shape));
        return new ProtocolMessage().Text(1, name).Nested(2, type);
    }
}
