using System.Buffers.Binary;
using System.Text;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Serialization;

/// <summary>Damaged files, and files made to do harm: one exception, little memory.</summary>
public class HostileFileTests
{
    public static TheoryData<string, string> Headers => new()
    {
        { "", "begin with '{'" },
        { "[]", "begin with '{'" },
        { " {}", "begin with '{'" },
        { "\uFEFF{}", "begin with '{'" },
        { "{", "not valid JSON" },
        { "{\"a", "not valid JSON" },
        { "{\"a.weight\":", "not valid JSON" },
        { "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2", "not valid JSON" },
        { "{} {}", "not valid JSON" },
        { "{}\0", "not valid JSON" },
        { "{/* comment */}", "not valid JSON" },
        { "{\"a\":{},}", "not valid JSON" },
        { "{\"\\ud800\":{}}", "not valid JSON" },
        { "{\"a.weight\":{\"dtype\":\"\\udc00\",\"shape\":[2,3],\"data_offsets\":[0,24]}}", "not valid JSON" },
        { "{\"a.weight\":" + new string('[', 5000) + new string(']', 5000) + "}", "not valid JSON" },
        { "{\"a.weight\":" + string.Concat(Enumerable.Repeat("{\"x\":", 50)) + "1" + new string('}', 50) + "}", "not valid JSON" },
        { $$"""{{{Files.A}},{{Files.A}},{{Files.B}}}""", "describes 'a.weight' twice" },
        { $$"""{"__metadata__":{},{{Files.A}},"__metadata__":{},{{Files.B}}}""", "describes '__metadata__' twice" },
        { $$"""{"__metadata__":[],{{Files.A}},{{Files.B}}}""", "__metadata__ is not an object" },
        { $$"""{"__metadata__":{"x":{"y":1} },{{Files.A}},{{Files.B}}}""", "'x' that is not a string" },
        { $$"""{"__metadata__":{"graphgen.format":"-1"},{{Files.A}},{{Files.B}}}""", "format version is '-1'" },
        { $$"""{"a.weight":7,{{Files.B}}}""", "'a.weight' is not described by an object" },
        { $$"""{"a.weight":[[1],{}],{{Files.B}}}""", "'a.weight' is not described by an object" },
        { $$"""{"a.weight":{},{{Files.B}}}""", "'a.weight' has no dtype" },
        { Weight("\"dtype\":7,\"shape\":[2,3],\"data_offsets\":[0,24]"), "has no dtype" },
        { Weight("\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]"), "has 'dtype' twice" },
        { Weight("\"dtype\":\"F32\",\"data_offsets\":[0,24]"), "has no shape" },
        { Weight("\"dtype\":\"F32\",\"shape\":6,\"data_offsets\":[0,24]"), "has no shape" },
        { Weight("\"dtype\":\"F32\",\"shape\":[-2,-3],\"data_offsets\":[0,24]"), "has no shape" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2.0,3],\"data_offsets\":[0,24]"), "has no shape" },
        { Weight("\"dtype\":\"F32\",\"shape\":[[2],3],\"data_offsets\":[0,24]"), "has no shape" },
        { Weight("\"dtype\":\"F32\",\"shape\":[\"2\",3],\"data_offsets\":[0,24]"), "has no shape" },
        { Weight("\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,24]"), "has no shape" },
        { Weight("\"dtype\":\"F32\",\"shape\":[9223372036854775807,9223372036854775807,9223372036854775807],\"data_offsets\":[0,24]"), "more than 2^63 bytes" },
        { Weight("\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,0]"), "more than 2^63 bytes" },
        { Weight("\"dtype\":\"F32\",\"shape\":[9223372036854775807,9223372036854775807,9223372036854775807,0],\"data_offsets\":[0,24]"), "has 24 bytes" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3]"), "has no data_offsets" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[-24,0]"), "has no data_offsets" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0]"), "has no data_offsets" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24,48]"), "has no data_offsets" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":{\"0\":24}"), "has no data_offsets" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[24,0]"), "before its begin" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,20]"), "needs 24" },
        { Weight("\"dtype\":\"F64\",\"shape\":[2,3],\"data_offsets\":[0,24]"), "needs 48" },
        { Weight("\"dtype\":\"F99\",\"shape\":[2,3],\"data_offsets\":[0,24]"), "type 'F99'" },
        { Weight("\"dtype\":\"I64\",\"shape\":[3],\"data_offsets\":[0,24]"), "has shape [3]" },
        { Weight("\"dtype\":\"I32\",\"shape\":[2,3],\"data_offsets\":[0,24]"), "type 'I32'" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]"), "overlaps" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[40,64]"), "belong to no tensor" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[9223372036854775783,9223372036854775807]"), "truncated" },
        { Weight("\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]").Replace("24,40", "16,32", StringComparison.Ordinal), "overlaps tensor 'a.weight'" },
        { "{}", "'a.weight' of shape [2, 3] is missing" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_bad_header_is_described(string header, string expected)
    {
        byte[] file = Files.Of(header);
        Assert.Contains(Files.Refused(file).Differences, difference => difference.Contains(expected, StringComparison.Ordinal));
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(new TrickleStream(file), Files.Expected));
    }

    [Fact]
    public void A_header_that_is_no_utf8_is_described()
    {
        byte[] header = Encoding.Latin1.GetBytes("{\"\xff\xfe\":{}}");
        Assert.Contains("not valid JSON", Files.Refused(Files.Of(header, 40)).Message);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 63)]
    [InlineData(100_000_001ul)]
    [InlineData(100_000_000ul)]
    [InlineData(5ul)]
    public void An_absurd_length_costs_no_memory(ulong length)
    {
        byte[] file = [0, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        foreach (Func<Stream> open in new Func<Stream>[] { () => new MemoryStream(file), () => new TrickleStream(file) })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(open(), Files.Expected));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void An_absurd_tensor_costs_no_memory()
    {
        string header = """{"x":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}}""";
        foreach (bool strict in new[] { true, false })
        {
            foreach (Func<Stream> open in new Func<Stream>[] { () => new MemoryStream(Files.Of(header)), () => new TrickleStream(Files.Of(header)) })
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(open(), Files.Expected, new LoadOptions { Strict = strict }));
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            }
        }
    }

    [Fact]
    public void Millions_of_mistakes_are_counted()
    {
        string header = "{" + string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"\"{i}\":0")) + "}";
        SafetensorsException exception = Files.Refused(Files.Of(header));
        Assert.Equal(10_001, exception.Differences.Count);
        Assert.Contains("were not recorded", exception.Differences[^1]);
    }

    [Fact]
    public void Names_do_not_reach_the_terminal_unwashed()
    {
        string header = "{\"\\u001b[2J" + new string('x', 5000) + "\":{\"dtype\":\"F32\",\"shape\":[10],\"data_offsets\":[0,40]}}";
        string message = Files.Refused(Files.Of(header)).Message;
        Assert.DoesNotContain('\u001b', message);
        Assert.InRange(message.Length, 0, 1000);
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        byte[] file = Files.Save(Files.Expected, (i, span) => span.Fill(i));
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            Files.Refused(cut);
            Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(new TrickleStream(cut), Files.Expected));
        }
    }

    [Fact]
    public void Left_over_bytes_are_noticed()
    {
        byte[] file = [.. Files.Save(Files.Expected, (i, span) => span.Fill(i)), 0];
        Assert.Equal(["1 bytes follow the last tensor"], Files.Refused(file).Differences);
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(new TrickleStream(file), Files.Expected));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Random_damage_never_throws_anything_else(bool strict)
    {
        var options = new LoadOptions { Strict = strict };
        var random = new Random(12345);
        byte[] original = Files.Save(Files.Expected, (i, span) => span.Fill(i));
        int header = original.Length - Files.DataLength;
        byte[] interesting = Encoding.ASCII.GetBytes("{}[]\":,0-9.e\\ \0\x7f");
        for (int round = 0; round < 20_000; round++)
        {
            byte[] file = [.. original];
            for (int damage = random.Next(1, 5); damage > 0; damage--)
            {
                int at = random.Next(random.Next(4) == 0 ? 8 : 0, header);
                file[at] = random.Next(3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => (byte)(file[at] ^ (1 << random.Next(8))),
                    _ => interesting[random.Next(interesting.Length)],
                };
            }
            if (random.Next(4) == 0)
                file = file[..random.Next(file.Length)];
            using Stream stream = random.Next(2) == 0 ? new MemoryStream(file) : new TrickleStream(file);
            try
            {
                float[]?[] loaded = SafetensorsFile.Load(stream, Files.Expected, options);
                for (int i = 0; i < loaded.Length; i++)
                    Assert.True(loaded[i] is null ? !strict : loaded[i]!.Length == Files.Expected[i].Count);
            }
            catch (SafetensorsException exception)
            {
                Assert.NotEmpty(exception.Differences);
            }
        }
    }

    private static string Weight(string members) => $$"""{"a.weight":{{{members}}},{{Files.B}}}""";
}
