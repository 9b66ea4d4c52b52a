using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using GraphGen.CompilerServices;

namespace GraphGen.Tests.Serialization;

public class RoundTripTests
{
    private static readonly float[] s_special =
        [0f, -0f, 1f, -1.5f, float.Epsilon, float.MaxValue, float.NegativeInfinity, float.NaN, BitConverter.UInt32BitsToSingle(0x7fa00001)];

    [Fact]
    public void Every_bit_comes_back()
    {
        StateTensor[] tensors = [new("special", [3, 3]), new("ä \"quoted\" \u0001 名", [2]), new("large", [300, 201])];
        float[][] values = [s_special, [3f, 4f], Enumerable.Range(0, 300 * 201).Select(i => i * 0.25f).ToArray()];
        byte[] file = Files.Save(tensors, (i, span) => values[i].CopyTo(span));

        foreach (float[]?[] loaded in new[]
        {
            SafetensorsFile.Load(file, tensors),
            SafetensorsFile.Load(new MemoryStream(file), tensors),
            SafetensorsFile.Load(new TrickleStream(file), tensors),
            SafetensorsFile.Load(file, tensors, new LoadOptions { Strict = false }),
        })
        {
            for (int i = 0; i < tensors.Length; i++)
                Assert.Equal(values[i].Select(BitConverter.SingleToUInt32Bits), loaded[i]!.Select(BitConverter.SingleToUInt32Bits));
        }
    }

    [Fact]
    public void The_order_of_the_file_does_not_matter()
    {
        byte[] file = Files.Save([Files.Expected[1], Files.Expected[0]], (i, span) => span.Fill(i));
        float[]?[] loaded = SafetensorsFile.Load(file, Files.Expected);
        Assert.Equal([1f, 1, 1, 1, 1, 1], loaded[0]!);
        Assert.Equal([0f, 0, 0, 0], loaded[1]!);
    }

    [Fact]
    public void The_file_is_what_the_format_says()
    {
        byte[] file = Files.Save(Files.Expected, (i, span) => span.Fill(i + 1));
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        Assert.Equal(8 + length + Files.DataLength, file.Length);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        Assert.Equal(["__metadata__", "a.weight", "b.bias"], header.RootElement.EnumerateObject().Select(member => member.Name));
        JsonElement metadata = header.RootElement.GetProperty("__metadata__");
        Assert.Equal("pt", metadata.GetProperty("format").GetString());
        Assert.Equal("1", metadata.GetProperty("graphgen.format").GetString());
        JsonElement bias = header.RootElement.GetProperty("b.bias");
        Assert.Equal("F32", bias.GetProperty("dtype").GetString());
        Assert.Equal("[4]", bias.GetProperty("shape").GetRawText());
        Assert.Equal("[24,40]", bias.GetProperty("data_offsets").GetRawText());
        Assert.Equal(1f, BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + length)));
        Assert.Equal(2f, BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + length + 24)));
    }

    [Fact]
    public void The_same_state_gives_the_same_bytes() =>
        Assert.Equal(Files.Save(Files.Expected, (_, span) => span.Fill(1)), Files.Save(Files.Expected, (_, span) => span.Fill(1)));

    [Fact]
    public void A_network_without_tensors_has_a_file_too()
    {
        byte[] file = Files.Save([], (_, _) => Assert.Fail("There is nothing to read."));
        Assert.Empty(SafetensorsFile.Load(file, []));
    }

    [Fact]
    public void Other_types_are_converted()
    {
        double[] values = [1, -2.5, 0.125, 65504];
        byte[] data = new byte[8 * 4 + 2 * 4 + 2 * 4];
        for (int i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(i * 8), values[i]);
            BinaryPrimitives.WriteHalfLittleEndian(data.AsSpan(32 + i * 2), (Half)values[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(40 + i * 2), (ushort)(BitConverter.SingleToUInt32Bits((float)values[i]) >> 16));
        }
        byte[] file = Files.Of("""
            {"f64":{"dtype":"F64","shape":[4],"data_offsets":[0,32]},
             "f16":{"dtype":"F16","shape":[2,2],"data_offsets":[32,40]},
             "bf16":{"dtype":"BF16","shape":[4,1],"data_offsets":[40,48]}}
            """, data.Length);
        data.CopyTo(file, file.Length - data.Length);
        float[]?[] loaded = SafetensorsFile.Load(file, [new("f64", [4]), new("f16", [2, 2]), new("bf16", [4, 1])]);
        Assert.Equal([1f, -2.5f, 0.125f, 65504f], loaded[0]!);
        Assert.Equal([1f, -2.5f, 0.125f, 65504f], loaded[1]!);
        Assert.Equal([1f, -2.5f, 0.125f, 65280f], loaded[2]!);
    }

    [Fact]
    public void Names_that_cannot_be_written_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Files.Save([new("a", [1]), new("a", [2])], (_, _) => { }));
        Assert.Throws<ArgumentException>(() => Files.Save([new("__metadata__", [1])], (_, _) => { }));
    }

    [Fact]
    public void Reading_begins_at_the_position_of_the_stream()
    {
        byte[] file = Files.Save(Files.Expected, (_, span) => span.Fill(5));
        var stream = new MemoryStream([.. Encoding.ASCII.GetBytes("before"), .. file]) { Position = 6 };
        Assert.Equal([5f, 5, 5, 5], SafetensorsFile.Load(stream, Files.Expected)[1]!);
    }
}
