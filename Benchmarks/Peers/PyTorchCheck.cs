using System.Text.Json.Nodes;
using GraphGen;

namespace Benchmarks.Peers;

/// <summary>Whether PyTorch does what we do: the same losses and parameters after some steps from the same parameters.</summary>
internal static class PyTorchCheck
{
    private const int Steps = 3;

    /// <summary>The largest difference of a loss, as a share of it.</summary>
    private const double LossTolerance = 1e-4;

    /// <summary>The largest difference of all parameters together, as a share of what the steps changed of them.</summary>
    private const double Tolerance = 1e-2;

    /// <summary>
    /// The same of a single tensor. PyTorch itself, in single precision, is up to 6 % away from itself in double precision after three steps of
    /// a ResNet: its normalisations blow up what rounding does to the biases before them.
    /// </summary>
    private const double TensorTolerance = 0.1;

    /// <summary>Takes some steps on both sides.</summary>
    /// <param name="process">PyTorch.</param>
    /// <param name="work">The case.</param>
    /// <param name="network">A network, new; the steps train it.</param>
    /// <param name="step">Its step, which gives its loss.</param>
    /// <exception cref="InvalidOperationException">They do not come to the same.</exception>
    public static void Run(PyTorchProcess process, PyTorchCase work, Network network, Func<float> step)
    {
        string directory = Directory.CreateTempSubdirectory("graphgen-").FullName;
        try
        {
            string before = Path.Combine(directory, "before.safetensors"), after = Path.Combine(directory, "after.safetensors");
            network.Save(before);
            float[] losses = [.. Enumerable.Range(0, Steps).Select(_ => step())];
            network.Save(after);
            JsonNode answer = process.Ask(new JsonObject
            {
                ["do"] = "check",
                ["layers"] = work.Layers,
                ["batch"] = work.Batch,
                ["optimizer"] = work.Optimizer,
                ["before"] = before,
                ["after"] = after,
                ["names"] = new JsonArray([.. network.Parameters.Concat(network.Buffers).Select(parameter => JsonValue.Create(parameter.Name))]),
                ["steps"] = Steps,
            });
            Compare(work, losses, answer);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Compare(PyTorchCase work, float[] losses, JsonNode answer)
    {
        double[] theirs = [.. answer["losses"]!.AsArray().Select(loss => (double)loss!)];
        for (int i = 0; i < losses.Length; i++)
        {
            if (!(Math.Abs(losses[i] - theirs[i]) <= LossTolerance * Math.Abs(theirs[i])))
                throw new InvalidOperationException($"{work.Layers}, batch {work.Batch}: PyTorch's loss {i + 1} is {theirs[i]}, but ours is {losses[i]}.");
        }

        double difference = (double)answer["difference"]!, worst = (double)answer["worst"]!;
        if (!(difference <= Tolerance && worst <= TensorTolerance))
            throw new InvalidOperationException($"{work.Layers}, batch {work.Batch}: after {Steps} steps parameters differ from PyTorch's by {difference:P2} of what changed, '{answer["name"]}' by {worst:P1}.");
    }
}
