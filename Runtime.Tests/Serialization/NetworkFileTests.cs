using GraphGen.CompilerServices;
using GraphGen.Tests.Golden;

namespace GraphGen.Tests.Serialization;

public sealed class NetworkFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("graphgen").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_saved_network_comes_back_bit_for_bit()
    {
        string path = Path.Combine(_directory, "net.safetensors");
        var network = new Small(seed: 1);
        network.Save(path);
        using var stream = new MemoryStream();
        network.Save(stream);
        Assert.Equal(File.ReadAllBytes(path), stream.ToArray());

        var fromPath = new Small(seed: 2);
        Assert.NotEqual(State(network), State(fromPath));
        fromPath.Load(path);
        Assert.Equal(State(network), State(fromPath));
        var fromStream = new Small(seed: 2);
        stream.Position = 0;
        fromStream.Load(stream);
        Assert.Equal(State(network), State(fromStream));
        var fromBytes = new Small(seed: 2);
        fromBytes.Load(stream.ToArray());
        Assert.Equal(State(network), State(fromBytes));
        Assert.Equal(network.Store.Buffer.Span.ToArray(), fromBytes.Store.Buffer.Span.ToArray());
    }

    /// <summary>See Golden/linear_safetensors.py: torch.nn.Linear layers, written by code that knows only the format.</summary>
    [Fact]
    public void A_file_from_elsewhere_is_read()
    {
        var network = new Small(seed: 1);
        network.Load(GoldenFile.Path("linear.safetensors"));
        float[] weight = new float[5 * 3];
        network.Parameters[0].Read(weight);
        Assert.Equal(Enumerable.Range(0, 15).Select(i => i * 0.5f - 3), weight);
        float[] bias = new float[40];
        network.Parameters[3].Read(bias);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => -i * 0.25f), bias);
    }

    [Fact]
    public void A_file_that_does_not_fit_changes_nothing()
    {
        var network = new Small(seed: 1);
        float[] before = State(network);
        byte[] file = Files.Save([new("dense1.weight", [5, 3]), new("dense1.bias", [5]), new("other", [2])], (_, span) => span.Fill(1));
        var exception = Assert.Throws<SafetensorsException>(() => network.Load(file));
        Assert.Equal(
            [
                "tensor 'dense2.weight' of shape [40, 5] is missing",
                "tensor 'dense2.bias' of shape [40] is missing",
                "tensor 'other' of shape [2] does not belong to the network",
            ],
            exception.Differences);
        Assert.Equal(before, State(network));

        byte[] cut = file[..^1];
        Assert.Throws<SafetensorsException>(() => network.Load(new TrickleStream(cut), new LoadOptions { Strict = false }));
        Assert.Equal(before, State(network));
    }

    [Fact]
    public void A_lenient_load_keeps_what_the_file_lacks()
    {
        var network = new Small(seed: 1);
        float[] before = State(network);
        network.Load(Files.Save([new("dense1.bias", [5])], (_, span) => span.Fill(7)), new LoadOptions { Strict = false });
        float[] after = State(network);
        Assert.Equal(Enumerable.Repeat(7f, 5), after[15..20]);
        Assert.Equal(before[..15], after[..15]);
        Assert.Equal(before[20..], after[20..]);
    }

    [Fact]
    public void The_body_of_another_network_is_taken_and_the_head_is_not()
    {
        byte[] file = Files.Save(
            [new("body.fc.weight", [5, 3]), new("body.fc.bias", [5]), new("body.head.weight", [2, 5]), new("other", [2])],
            (i, span) => span.Fill(i + 1));
        var options = new LoadOptions
        {
            Strict = false,
            Prefix = "body.",
            Rename = name => name.Replace("fc.", "dense1.", StringComparison.Ordinal),
        };
        string path = Path.Combine(_directory, "body.safetensors");
        File.WriteAllBytes(path, file);
        foreach (Action<Network> load in new Action<Network>[]
        {
            network => network.Load(path, options), network => network.Load(new TrickleStream(file), options), network => network.Load(file, options),
        })
        {
            var network = new Small(seed: 1);
            float[] before = State(network);
            Assert.Throws<SafetensorsException>(() => network.Load(file, options with { Strict = true }));
            Assert.Throws<SafetensorsException>(() => network.Load(file, options with { Rename = _ => "dense1.bias" }));
            Assert.Equal(before, State(network));
            load(network);
            Assert.Equal([.. Enumerable.Repeat(1f, 15), .. Enumerable.Repeat(2f, 5), .. before[20..]], State(network));
        }
    }

    [Fact]
    public void A_checkpoint_is_loaded_like_a_file_of_the_network()
    {
        var trained = new Small(seed: 1);
        StateTensor[] own = [.. trained.Parameters.Select(parameter => new StateTensor(parameter.Name, parameter.Shape.ToArray()))];
        StateTensor[] tensors = [.. own, .. own.Select(tensor => tensor with { Name = CheckpointFile.OptimizerTensor("exp_avg", tensor.Name) })];
        string path = Path.Combine(_directory, "run.safetensors");
        CheckpointFile.Save(
            path,
            tensors,
            (i, span) =>
            {
                if (i < own.Length)
                    trained.Parameters[i].Read(span);
            },
            new Dictionary<string, string> { [CheckpointMetadata.NetworkKey] = "Small" });
        var network = new Small(seed: 2);
        network.Load(path);
        Assert.Equal(State(trained), State(network));
    }

    [Fact]
    public void A_network_in_use_is_neither_saved_nor_loaded()
    {
        var network = new Small(seed: 1);
        using var stream = new MemoryStream();
        network.Save(stream);
        network.Guard.EnterRead();
        Assert.Throws<InvalidOperationException>(() => network.Load(stream.ToArray()));
        network.Guard.ExitRead();
        network.Guard.EnterWrite();
        Assert.Throws<InvalidOperationException>(() => network.Save(stream));
        network.Guard.ExitWrite();
        network.Load(stream.ToArray());
    }

    private static float[] State(Network network)
    {
        var values = new List<float>();
        foreach (Parameter parameter in network.Parameters)
        {
            float[] elements = new float[parameter.Count];
            parameter.Read(elements);
            values.AddRange(elements);
        }
        return [.. values];
    }

    private sealed class Small(ulong seed) : Network(s_layout, seed)
    {
        private static readonly NetworkLayout s_layout = new("Small",
        [
            ParameterSpec.Panels("dense1.weight", outputs: 5, inputs: 3, Initializer.HeUniform, scale: 1f, trainable: true),
            ParameterSpec.Vector("dense1.bias", 5, Initializer.Normal, scale: 1f, trainable: true),
            ParameterSpec.Panels("dense2.weight", outputs: 40, inputs: 5, Initializer.GlorotUniform, scale: 1f, trainable: true),
            ParameterSpec.Vector("dense2.bias", 40, Initializer.Normal, scale: 1f, trainable: true),
        ]);
    }
}
