using Benchmarks.Comparison;
using GraphGen;

namespace Benchmarks.Peers;

/// <summary>ONNX Runtime on the parameters of one of our networks.</summary>
internal static class OnnxRuntimeRivals
{
    /// <summary>ONNX Runtime as a call is usually made, and with its inputs and outputs bound once.</summary>
    /// <param name="layers">What the network is.</param>
    /// <param name="network">The network.</param>
    /// <param name="input">One sample.</param>
    /// <param name="ours">Our logits for that sample.</param>
    /// <param name="tolerance">The largest difference of two outputs, as a share of the largest, that may be called the same network.</param>
    /// <param name="goal">The least ratio that we want to reach.</param>
    public static IEnumerable<Rival> Of(LayerText layers, Func<Network> network, float[] input, Func<float[]> ours, float tolerance, double? goal) =>
        from binds in (bool[])[false, true]
        select new Rival(() => Create(layers, network(), input, ours(), tolerance, binds), goal);

    private static OnnxRuntimeInference Create(LayerText layers, Network network, float[] input, float[] expected, float tolerance, bool binds)
    {
        if (OnnxRuntimeLibrary.TryLoad(null, out string reason) is not { } library)
            throw new MissingPeerException("ONNX Runtime", reason);
        OnnxRuntimeInference peer = new(library, OnnxModel.Of(layers, network), input, binds);
        float largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(peer.Output[i] - expected[i]) <= tolerance * largest))
                throw new InvalidOperationException($"ONNX Runtime's output {i} is {peer.Output[i]}, but ours is {expected[i]}: they do not run the same network.");
        }

        return peer;
    }
}
