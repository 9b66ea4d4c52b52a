using System.Text;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Serialization;

/// <summary>What <see cref="HostileFileTests"/> does to weights, done to checkpoints.</summary>
public class HostileCheckpointTests
{
    private const string Metadata = "\"__metadata__\":{\"graphgen.checkpoint\":\"1\"}";

    [Theory]
    [MemberData(nameof(HostileFileTests.Headers), MemberType = typeof(HostileFileTests))]
    public void A_bad_header_is_described(string header, string expected)
    {
        // With the mark of a checkpoint where there is room for it.
        string marked = header.StartsWith("{\"a.weight\":", StringComparison.Ordinal) ? $"{{{Metadata},{header[1..]}" : header;
        if (marked != header)
        {
            Assert.Contains(
                Refused(new MemoryStream(Files.Of(marked)), Files.Expected).Differences,
                difference => difference.Contains(expected, StringComparison.Ordinal));
        }
        Refused(new TrickleStream(Files.Of(marked)), Files.Expected);
        Refused(new MemoryStream(Files.Of(header)), Files.Expected);
    }

    [Theory]
    [InlineData("[]", "__metadata__ is not an object")]
    [InlineData("null", "__metadata__ is not an object")]
    [InlineData("{\"graphgen.checkpoint\":1}", "'graphgen.checkpoint' that is not a string")]
    [InlineData("{\"graphgen.checkpoint\":\"\"}", "checkpoint version is ''")]
    [InlineData("{\"graphgen.checkpoint\":\"99999999999999999999\"}", "checkpoint version is '99999999999999999999'")]
    [InlineData("{\"graphgen.checkpoint\":\"1\",\"graphgen.checkpoint\":\"1\"}", "has 'graphgen.checkpoint' twice")]
    [InlineData("{\"graphgen.checkpoint\":\"1\",\"steps\":\"1\",\"steps\":\"2\"}", "has 'steps' twice")]
    [InlineData("{\"graphgen.checkpoint\":\"1\",\"steps\":[[{\"x\":1}]]}", "'steps' that is not a string")]
    [InlineData("{\"graphgen.checkpoint\":\"1\",\"steps\":\"\\ud800\"}", "not valid JSON")]
    [InlineData("{\"graphgen.checkpoint\":\"1\"", "not valid JSON")]
    public void Damaged_metadata_is_described(string metadata, string expected)
    {
        byte[] file = Files.Of($$"""{"__metadata__":{{metadata}},{{Files.A}},{{Files.B}}}""");
        Assert.Contains(
            Refused(new MemoryStream(file), Files.Expected).Differences,
            difference => difference.Contains(expected, StringComparison.Ordinal));
        Assert.Contains(expected, Files.Refused(file).Message);
    }

    [Fact]
    public void An_absurd_tensor_costs_no_memory()
    {
        byte[] file = Files.Of($$$"""{{{{Metadata}}},"x":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}}""");
        foreach (Func<Stream> open in new Func<Stream>[] { () => new MemoryStream(file), () => new TrickleStream(file) })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Refused(open(), Files.Expected);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void Metadata_does_not_reach_the_terminal_unwashed()
    {
        string network = "\\u001b[2J" + new string('x', 5000);
        byte[] file = Files.Of($$"""{"__metadata__":{"graphgen.checkpoint":"1","network":"{{network}}"},{{Files.A}},{{Files.B}}}""");
        string message = Refused(new MemoryStream(file), Files.CheckpointTensors).Message;
        Assert.Contains("checkpoint of the network '?[2Jxxx", message);
        Assert.DoesNotContain('\u001b', message);
        Assert.InRange(message.Length, 0, 1000);
    }

    [Fact]
    public void Every_truncation_and_left_over_byte_is_noticed()
    {
        byte[] file = Files.Checkpoint();
        for (int length = 0; length < file.Length; length++)
        {
            Refused(new MemoryStream(file[..length]), Files.CheckpointTensors);
            Refused(new TrickleStream(file[..length]), Files.CheckpointTensors);
        }
        byte[] longer = [.. file, 0];
        Refused(new MemoryStream(longer), Files.CheckpointTensors);
        Refused(new TrickleStream(longer), Files.CheckpointTensors);
    }

    [Fact]
    public void Random_damage_never_throws_anything_else()
    {
        var random = new Random(54321);
        byte[] original = Files.Checkpoint();
        int header = 8 + BitConverter.ToInt32(original);
        byte[] interesting = Encoding.ASCII.GetBytes("{}[]\":,0-9.e\\ \0\x7f");
        var options = new LoadOptions { Strict = false, Prefix = "a.", Rename = name => name.Length % 7 == 0 ? null : "a." + name };
        for (int round = 0; round < 10_000; round++)
        {
            byte[] file = [.. original];
            for (int damage = random.Next(1, 5); damage > 0; damage--)
            {
                int at = random.Next(random.Next(4) == 0 ? 8 : 0, header);
                file[at] = random.Next(2) == 0 ? (byte)random.Next(256) : interesting[random.Next(interesting.Length)];
            }
            if (random.Next(4) == 0)
                file = file[..random.Next(file.Length)];
            bool trickles = random.Next(2) == 0;
            Survives(() =>
            {
                (float[][] tensors, CheckpointMetadata metadata) = CheckpointFile.Load(trickles ? new TrickleStream(file) : new MemoryStream(file), Files.CheckpointTensors);
                Assert.Equal(Files.CheckpointTensors.Select(tensor => tensor.Count), tensors.Select(elements => elements.Length));
                metadata.Number<long>("steps");
            });
            Survives(() => SafetensorsFile.Load(file, Files.Expected, options));
        }
    }

    private static void Survives(Action load)
    {
        try
        {
            load();
        }
        catch (SafetensorsException exception)
        {
            Assert.NotEmpty(exception.Differences);
        }
    }

    private static SafetensorsException Refused(Stream stream, IReadOnlyList<StateTensor> tensors) =>
        Assert.Throws<SafetensorsException>(() => CheckpointFile.Load(stream, tensors));
}
