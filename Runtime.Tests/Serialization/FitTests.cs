using GraphGen.CompilerServices;

namespace GraphGen.Tests.Serialization;

/// <summary>Sound files that are not of this network.</summary>
public class FitTests
{
    private static readonly LoadOptions s_lenient = new() { Strict = false };

    [Fact]
    public void All_differences_are_told_at_once()
    {
        StateTensor[] network = [new("a", [2, 3]), new("b", [4]), new("c", [5]), new("d", [1])];
        byte[] file = Files.Of("""
            {"a":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},
             "c":{"dtype":"I32","shape":[5],"data_offsets":[24,44]},
             "d":{"dtype":"F32","shape":[1],"data_offsets":[44,48]},
             "x":{"dtype":"F32","shape":[],"data_offsets":[48,52]}}
            """, 52);
        var exception = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(file, network));
        Assert.Equal(
            [
                "tensor 'a' has shape [3, 2]; [2, 3] was expected",
                "tensor 'b' of shape [4] is missing",
                "tensor 'c' has elements of type 'I32'; F32 was expected (F64, F16 and BF16 are converted)",
                "tensor 'x' of shape [] does not belong to the network",
            ],
            exception.Differences);
        Assert.All(exception.Differences, difference => Assert.Contains(difference, exception.Message));
        Assert.Contains("nothing was loaded", exception.Message);
        Assert.DoesNotContain("Strict", exception.Message);
    }

    [Fact]
    public void A_lenient_load_takes_what_is_there()
    {
        byte[] file = Files.Of("""
            {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
             "b.bias":{"dtype":"F32","shape":[4],"data_offsets":[4,20]},
             "y":{"dtype":"UNHEARD_OF","shape":[7,7],"data_offsets":[20,22]}}
            """, 22);
        Assert.Equal(3, Files.Refused(file).Differences.Count);
        Assert.Contains("Strict = false", Files.Refused(file).Message);
        foreach (Stream stream in new Stream[] { new MemoryStream(file), new TrickleStream(file) })
        {
            float[]?[] loaded = SafetensorsFile.Load(stream, Files.Expected, s_lenient);
            Assert.Null(loaded[0]);
            Assert.Equal(4, loaded[1]!.Length);
        }
    }

    [Fact]
    public void A_wrong_shape_is_an_error_to_a_lenient_load_too()
    {
        byte[] file = Files.Of("""{"b.bias":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""", 16);
        Assert.Equal(["tensor 'b.bias' has shape [2, 2]; [4] was expected"], Files.Refused(file, s_lenient).Differences);
    }

    [Fact]
    public void PyTorchs_batch_counters_are_ignored()
    {
        byte[] file = Files.Of(
            $$"""{"bn1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[40,48]},{{Files.A}},{{Files.B}}}""", 48);
        Assert.All(SafetensorsFile.Load(file, Files.Expected), Assert.NotNull);
    }

    [Fact]
    public void A_long_list_is_cut_in_the_message_only()
    {
        string header = "{" + string.Join(",", Enumerable.Range(0, 300).Select(i => $$"""
            "t{{i}}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}
            """)) + "}";
        SafetensorsException exception = Files.Refused(Files.Of(header, 0));
        Assert.Equal(302, exception.Differences.Count);
        Assert.Contains("and 202 more", exception.Message);
        Assert.DoesNotContain("'t298'", exception.Message);
    }

    [Fact]
    public void A_newer_format_is_named()
    {
        byte[] file = Files.Of($$"""{"__metadata__":{"graphgen.format":"2"},{{Files.A}},{{Files.B}}}""");
        Assert.Contains("format version is 2", Assert.Single(Files.Refused(file).Differences));
    }

    [Fact]
    public void Foreign_metadata_is_welcome()
    {
        byte[] file = Files.Of($$"""{"__metadata__":{"author":"x","format":"pt"},{{Files.A}},{{Files.B}}}""" + "   ");
        Assert.All(SafetensorsFile.Load(file, Files.Expected), Assert.NotNull);
    }
}
