using System.Runtime.InteropServices;
using System.Text;
using GraphGen;

namespace Benchmarks.Peers;

/// <summary>
/// Writes a chain of dense layers as an ONNX file in memory, from the parameters of one of our networks. ONNX is protocol buffers;
/// a handful of fields is all that such a chain needs.
/// </summary>
internal static class OnnxModel
{
    /// <summary>The name of the model's input.</summary>
    public const string Input = "input";

    /// <summary>The name of the model's output.</summary>
    public const string Output = "output";

    private const int Float = 1;
    private const int IrVersion = 8;
    private const int OperatorSet = 13;

    /// <summary>Gemm nodes with ReLU between them, and a softmax behind the last one if asked for.</summary>
    /// <param name="network">A network of dense layers with biases: weight [outputs, inputs] and bias in turns.</param>
    /// <param name="softmax">Whether the last layer's outputs become probabilities.</param>
    public static byte[] Of(Network network, bool softmax)
    {
        Message graph = new();
        int layers = network.Parameters.Count / 2;
        string value = Input;
        for (int layer = 0; layer < layers; layer++)
        {
            Parameter weight = network.Parameters[2 * layer], bias = network.Parameters[2 * layer + 1];
            bool isLast = layer == layers - 1;
            string sum = isLast && !softmax ? Output : $"sum{layer}";
            // As PyTorch exports it: the weight lies [outputs, inputs].
            graph.Nested(1, Node("Gemm", [value, weight.Name, bias.Name], sum, ("transB", 1)));
            value = sum;
            if (!isLast)
                graph.Nested(1, Node("Relu", [sum], value = $"relu{layer}"));
            else if (softmax)
                graph.Nested(1, Node("Softmax", [sum], Output, ("axis", 1)));
        }

        graph.Text(2, "network");
        foreach (Parameter parameter in network.Parameters)
            graph.Nested(5, Tensor(parameter));
        graph.Nested(11, ValueInfo(Input, network.Parameters[0].Shape[^1]));
        graph.Nested(12, ValueInfo(Output, network.Parameters[^1].Count));
        Message model = new();
        model.Number(1, IrVersion);
        model.Nested(7, graph);
        model.Nested(8, new Message().Number(2, OperatorSet));
        return model.ToArray();
    }

    private static Message Node(string kind, string[] inputs, string output, params (string Name, int Value)[] attributes)
    {
        const int integer = 2;
        Message node = new();
        foreach (string input in inputs)
            node.Text(1, input);
        node.Text(2, output).Text(4, kind);
        foreach (var (name, value) in attributes)
            node.Nested(5, new Message().Text(1, name).Number(3, value).Number(20, integer));
        return node;
    }

    private static Message Tensor(Parameter parameter)
    {
        float[] values = new float[parameter.Count];
        parameter.Read(values);
        Message tensor = new();
        foreach (int extent in parameter.Shape)
            tensor.Number(1, extent);
        return tensor.Number(2, Float).Text(8, parameter.Name).Bytes(9, MemoryMarshal.AsBytes<float>(values));
    }

    private static Message ValueInfo(string name, int columns)
    {
        Message shape = new Message().Nested(1, new Message().Number(1, 1)).Nested(1, new Message().Number(1, columns));
        Message type = new Message().Nested(1, new Message().Number(1, Float).Nested(2, shape));
        return new Message().Text(1, name).Nested(2, type);
    }

    /// <summary>A protocol buffer message: fields one behind the other, each a tag and a value.</summary>
    private sealed class Message
    {
        private readonly MemoryStream _bytes = new();

        public Message Number(int field, long value) => Varint((ulong)field << 3).Varint((ulong)value);

        public Message Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

        public Message Nested(int field, Message value) => Bytes(field, value.ToArray());

        public Message Bytes(int field, ReadOnlySpan<byte> value)
        {
            const uint lengthDelimited = 2;
            Varint((ulong)field << 3 | lengthDelimited).Varint((ulong)value.Length);
            _bytes.Write(value);
            return this;
        }

        public byte[] ToArray() => _bytes.ToArray();

        private Message Varint(ulong value)
        {
            for (; value > 0x7f; value >>= 7)
                _bytes.WriteByte((byte)(value | 0x80));
            _bytes.WriteByte((byte)value);
            return this;
        }
    }
}
