using System.Globalization;
using System.Text.Json;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Serialization;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("graphgen").FullName;

    private string Target => Path.Combine(_directory, "run.safetensors");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Every_bit_comes_back()
    {
        uint[] bits = [0, 0x80000000, 0x7fa00001, 0xffc12345, 0x00000001, 0x7f800000, 0xff7fffff, 0x7f800001, 0x3f800000];
        StateTensor[] tensors = [new("special", [3, 3]), new(CheckpointFile.OptimizerTensor("exp_avg", "special"), [3, 3]), new("large", [301, 200])];
        float[] large = Enumerable.Range(0, 301 * 200).Select(i => i * 0.37f).ToArray();
        void Read(int i, Span<float> span)
        {
            for (int k = 0; k < span.Length; k++)
                span[k] = i == 2 ? large[k] : BitConverter.UInt32BitsToSingle(bits[i == 0 ? k : bits.Length - 1 - k]);
        }
        var metadata = new Dictionary<string, string> { ["z"] = "", ["ä \"q\"\n"] = "名 \U0001f600", ["network"] = "Digits", ["a"] = "1" };
        using var stream = new MemoryStream();
        CheckpointFile.Save(stream, tensors, Read, metadata);
        CheckpointFile.Save(Target, tensors, Read, metadata);
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_directory));

        stream.Position = 0;
        foreach ((float[][] loaded, CheckpointMetadata values) in new[]
        {
            CheckpointFile.Load(Target, tensors),
            CheckpointFile.Load(stream, tensors),
            CheckpointFile.Load(new TrickleStream(stream.ToArray()), tensors),
        })
        {
            Assert.Equal(bits, loaded[0].Select(BitConverter.SingleToUInt32Bits));
            Assert.Equal(bits.Reverse(), loaded[1].Select(BitConverter.SingleToUInt32Bits));
            Assert.Equal(large, loaded[2]);
            Assert.Equal(metadata.OrderBy(pair => pair.Key), values.OrderBy(pair => pair.Key));
        }
    }

    [Fact]
    public void It_is_a_safetensors_file_that_says_what_it_is()
    {
        byte[] file = Files.Checkpoint();
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, BitConverter.ToInt32(file)));
        Assert.Equal(
            ["__metadata__", "a.weight", "b.bias", "optimizer/exp_avg/a.weight"],
            header.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            [("format", "pt"), ("graphgen.format", "1"), ("graphgen.checkpoint", "1"), ("network", "Digits"), ("steps", "12")],
            header.RootElement.GetProperty("__metadata__").EnumerateObject().Select(member => (member.Name, member.Value.GetString()!)));
    }

    [Fact]
    public void The_order_of_metadata_does_not_matter()
    {
        static byte[] Save(params (string Key, string Value)[] metadata)
        {
            using var stream = new MemoryStream();
            CheckpointFile.Save(stream, [], (_, _) => { }, metadata.ToDictionary(pair => pair.Key, pair => pair.Value));
            return stream.ToArray();
        }
        Assert.Equal(Save(("a", "1"), ("b", "2"), ("B", "3")), Save(("B", "3"), ("b", "2"), ("a", "1")));
    }

    [Fact]
    public void A_network_takes_its_tensors_from_it()
    {
        byte[] file = Files.Checkpoint();
        Assert.Equal([[0f, 0, 0, 0, 0, 0], [1f, 1, 1, 1]], SafetensorsFile.Load(file, Files.Expected));

        // A renaming is not asked about the optimizer's tensors, and a prefix does not reach them.
        var options = new LoadOptions { Rename = name => name.Contains('/', StringComparison.Ordinal) ? throw new TimeZoneNotFoundException() : name };
        Assert.All(SafetensorsFile.Load(file, Files.Expected, options), Assert.NotNull);
        options = new LoadOptions { Prefix = "optimizer/exp_avg/" };
        Assert.Equal(2, Files.Refused(file, options).Differences.Count(difference => difference.Contains("is missing", StringComparison.Ordinal)));

        // In any other file that name has no meaning.
        byte[] plain = Files.Save(Files.CheckpointTensors, (_, _) => { });
        Assert.Equal(["tensor 'optimizer/exp_avg/a.weight' of shape [2, 3] does not belong to the network"], Files.Refused(plain).Differences);
    }

    [Fact]
    public void A_file_of_weights_is_no_checkpoint()
    {
        SafetensorsException exception = RefusedCheckpoint(Files.Save(Files.Expected, (_, _) => { }));
        Assert.Equal(
            ["it is no checkpoint but tensors alone, written by a network's Save: its metadata has no 'graphgen.checkpoint'"],
            exception.Differences);
        Assert.Contains("take the parameters alone by the network's Load", exception.Message);
        exception = RefusedCheckpoint(Files.Of($$"""{{{Files.A}},{{Files.B}}}"""));
        Assert.Contains("written by another program", Assert.Single(exception.Differences));
    }

    [Theory]
    [InlineData("graphgen.checkpoint", "2", "its checkpoint version is 2, and this version of GraphGen reads 1: update the package GraphGen")]
    [InlineData("graphgen.format", "7", "its format version is 7, and this version of GraphGen reads 1: update the package GraphGen")]
    [InlineData("graphgen.checkpoint", "0", "its checkpoint version is '0'; a number from 1 was expected: the file is damaged")]
    [InlineData("graphgen.checkpoint", "1.0", "its checkpoint version is '1.0'; a number from 1 was expected: the file is damaged")]
    public void Another_version_is_told_to_sessions_and_networks(string key, string version, string expected)
    {
        string metadata = new Dictionary<string, string> { ["graphgen.checkpoint"] = "1", ["graphgen.format"] = "1", [key] = version }
            .Aggregate("", (text, pair) => $"{text},\"{pair.Key}\":\"{pair.Value}\"")[1..];
        byte[] file = Files.Of($$$"""{"__metadata__":{{{{metadata}}}},{{{Files.A}}},{{{Files.B}}}}""");
        Assert.Equal(expected, Assert.Single(Assert.Throws<SafetensorsException>(() => CheckpointFile.Load(new MemoryStream(file), Files.Expected)).Differences));
        Assert.Equal(expected, Assert.Single(Files.Refused(file).Differences));
    }

    [Fact]
    public void Exactly_the_tensors_of_the_session_are_taken()
    {
        StateTensor[] other = [new("a.weight", [3, 2]), new("b.bias", [4]), new("optimizer/momentum_buffer/a.weight", [2, 3])];
        var exception = Assert.Throws<SafetensorsException>(() => CheckpointFile.Load(new MemoryStream(Files.Checkpoint()), other));
        Assert.Equal(
            [
                "tensor 'a.weight' has shape [2, 3]; [3, 2] was expected",
                "tensor 'optimizer/momentum_buffer/a.weight' of shape [2, 3] is missing",
                "tensor 'optimizer/exp_avg/a.weight' of shape [2, 3] does not belong to the session",
            ],
            exception.Differences);
        Assert.EndsWith("It is a checkpoint of the network 'Digits'. A session takes the checkpoint of the same network with the same optimizer only; the network's Load takes the parameters alone.", exception.Message);
    }

    [Fact]
    public void Other_types_and_batch_counters_do_not_pass()
    {
        byte[] file = Files.Of("""
            {"__metadata__":{"graphgen.checkpoint":"1"},"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},
             "num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}
            """, 12);
        var exception = Assert.Throws<SafetensorsException>(() => CheckpointFile.Load(new MemoryStream(file), [new("h", [2])]));
        Assert.Equal(
            ["tensor 'h' has elements of type 'F16'; F32 was expected", "tensor 'num_batches_tracked' of shape [] does not belong to the session"],
            exception.Differences);
    }

    [Fact]
    public void Numbers_come_back_bit_for_bit_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
            foreach (float value in new[] { 0.1f, -0f, float.Epsilon, float.MinValue, float.NegativeInfinity, 1f / 3 })
                Assert.Equal(BitConverter.SingleToUInt32Bits(value), BitConverter.SingleToUInt32Bits(Loaded("k", CheckpointMetadata.Format(value)).Number<float>("k")));
            foreach (double value in new[] { 0.1, -0d, double.Epsilon, double.MaxValue, 1d / 3 })
                Assert.Equal(BitConverter.DoubleToUInt64Bits(value), BitConverter.DoubleToUInt64Bits(Loaded("k", CheckpointMetadata.Format(value)).Number<double>("k")));
            Assert.Equal(long.MinValue, Loaded("k", CheckpointMetadata.Format(long.MinValue)).Number<long>("k"));
            Assert.Equal(ulong.MaxValue, Loaded("k", CheckpointMetadata.Format(ulong.MaxValue)).Number<ulong>("k"));
            Assert.True(float.IsNaN(Loaded("k", CheckpointMetadata.Format(float.NaN)).Number<float>("k")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("steps", "", "its metadata has '' as 'steps'; a whole number in range was expected")]
    [InlineData("steps", "1.5", "its metadata has '1.5' as 'steps'; a whole number in range was expected")]
    [InlineData("steps", "99999999999999999999", "its metadata has '99999999999999999999' as 'steps'; a whole number in range was expected")]
    [InlineData("Steps", "1", "its metadata has no 'steps'")]
    public void Damaged_values_are_told(string key, string text, string expected)
    {
        var exception = Assert.Throws<SafetensorsException>(() => Loaded(key, text).Number<long>("steps"));
        Assert.Equal([expected], exception.Differences);
        Assert.StartsWith("The stream does not fit", exception.Message);
        Assert.Contains("take another", exception.Message);
    }

    [Fact]
    public void Values_of_no_use_are_told()
    {
        CheckpointMetadata metadata = Loaded("optimizer", "Sgd\u001b");
        Assert.Equal("Sgd\u001b", metadata.Text("optimizer"));
        Assert.Equal(["its metadata has 'Sgd?' as 'optimizer'; 'Adam' was expected"], metadata.Unexpected("optimizer", "'Adam'").Differences);
        Assert.Throws<SafetensorsException>(() => Loaded("rate", "0,5").Number<float>("rate"));
    }

    [Fact]
    public void What_cannot_be_written_is_refused_before_a_file_is_touched()
    {
        File.WriteAllText(Target, "old");
        foreach ((string key, string value) in new[]
        {
            ("format", "x"), ("graphgen.format", "1"), ("graphgen.checkpoint", "1"), ("graphgen.later", "x"),
            ("half", "\ud800"), ("\udc00", "x"),
        })
        {
            Assert.ThrowsAny<ArgumentException>(() => CheckpointFile.Save(
                Target, Files.Expected, (_, _) => { }, new Dictionary<string, string> { [key] = value }));
        }
        Assert.ThrowsAny<ArgumentException>(() => CheckpointFile.Save(Target, Files.Expected, (_, _) => { }, new Dictionary<string, string> { ["a"] = null! }));
        Assert.Throws<ArgumentException>(() => Files.Save([new("\ud800", [1])], (_, _) => { }));
        Assert.Throws<TimeZoneNotFoundException>(() => CheckpointFile.Save(
            Target, Files.Expected, (_, _) => throw new TimeZoneNotFoundException(), new Dictionary<string, string>()));
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void The_message_names_the_file()
    {
        File.WriteAllBytes(Target, Files.Checkpoint()[..^1]);
        Assert.StartsWith($"The file '{Target}' does not fit", Assert.Throws<SafetensorsException>(() => CheckpointFile.Load(Target, Files.CheckpointTensors)).Message);
        Assert.Throws<FileNotFoundException>(() => CheckpointFile.Load(Target + "x", Files.CheckpointTensors));
    }

    private static CheckpointMetadata Loaded(string key, string value)
    {
        using var stream = new MemoryStream();
        CheckpointFile.Save(stream, [], (_, _) => { }, new Dictionary<string, string> { [key] = value });
        stream.Position = 0;
        return CheckpointFile.Load(stream, []).Metadata;
    }

    private static SafetensorsException RefusedCheckpoint(byte[] file) =>
        Assert.Throws<SafetensorsException>(() => CheckpointFile.Load(new MemoryStream(file), Files.CheckpointTensors));
}
