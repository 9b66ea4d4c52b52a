using GraphGen;

namespace Benchmarks.Peers;

/// <summary>An ONNX file in memory, for one sample.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Input">The name of its input.</param>
/// <param name="InputShape">The shape of its input.</param>
/// <param name="Output">The name of its output.</param>
/// <param name="Outputs">The number of outputs.</param>
internal sealed record OnnxModel(byte[] Bytes, string Input, int[] InputShape, string Output, int Outputs)
{
    /// <summary>The model of one of our networks; its outputs are logits.</summary>
    /// <param name="layers">What the network is.</param>
    /// <param name="network">Its parameters and buffers, which come in the order of the layers.</param>
    public static OnnxModel Of(LayerText layers, Network network) =>
        OnnxWriter.Write(layers, network.Parameters.Select(OnnxTensor.Of), network.Buffers.Select(OnnxTensor.Of));
}
