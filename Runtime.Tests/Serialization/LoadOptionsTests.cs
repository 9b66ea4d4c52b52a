using GraphGen.CompilerServices;

namespace GraphGen.Tests.Serialization;

/// <summary>Taking part of another network's file: the prefix, the renaming, and both with a strict and a lenient load.</summary>
public sealed class LoadOptionsTests : IDisposable
{
    private static readonly StateTensor[] s_foreign =
        [new("net.x.weight", [2, 3]), new("net.y.bias", [4]), new("head.weight", [5]), new("net.bn.num_batches_tracked", [1])];

    private readonly string _directory = Directory.CreateTempSubdirectory("graphgen").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_prefix_is_cut_off_and_others_do_not_count()
    {
        byte[] file = Files.Save([new("net.a.weight", [2, 3]), new("a.weight", [9]), new("net.b.bias", [4])], (i, span) => span.Fill(i));
        float[]?[] loaded = SafetensorsFile.Load(file, Files.Expected, new LoadOptions { Prefix = "net." });
        Assert.Equal(Enumerable.Repeat(0f, 6), loaded[0]!);
        Assert.Equal(Enumerable.Repeat(2f, 4), loaded[1]!);
    }

    [Fact]
    public void Names_are_given_after_the_prefix_is_cut()
    {
        var asked = new List<string>();
        var options = new LoadOptions
        {
            Prefix = "net.",
            Rename = name =>
            {
                asked.Add(name);
                return name.Replace('x', 'a').Replace('y', 'b');
            },
        };
        byte[] file = Files.Save(s_foreign, (i, span) => span.Fill(i + 1));
        string path = Path.Combine(_directory, "net.safetensors");
        File.WriteAllBytes(path, file);
        foreach (float[]?[] loaded in new[]
        {
            SafetensorsFile.Load(path, Files.Expected, options),
            SafetensorsFile.Load(file, Files.Expected, options),
            SafetensorsFile.Load(new MemoryStream(file), Files.Expected, options),
            SafetensorsFile.Load(new TrickleStream(file), Files.Expected, options),
        })
        {
            Assert.Equal(Enumerable.Repeat(1f, 6), loaded[0]!);
            Assert.Equal(Enumerable.Repeat(2f, 4), loaded[1]!);
        }
        Assert.Equal(["x.weight", "y.bias"], asked.Take(2));
        Assert.Equal(8, asked.Count);
    }

    [Fact]
    public void What_is_renamed_to_null_is_left_out()
    {
        byte[] file = Files.Save([.. Files.Expected, new("fc.weight", [7])], (i, span) => span.Fill(i));
        Assert.Equal(
            ["tensor 'fc.weight' of shape [7] does not belong to the network"],
            Files.Refused(file).Differences);
        var without = new LoadOptions { Rename = name => name.StartsWith("fc.", StringComparison.Ordinal) ? null : name };
        Assert.All(SafetensorsFile.Load(file, Files.Expected, without), Assert.NotNull);

        // A shape that differs is an error to a lenient load as well; leaving the tensor out is the way around it.
        byte[] otherHead = Files.Save([new("a.weight", [2, 3]), new("b.bias", [40])], (_, span) => span.Fill(1));
        var lenient = new LoadOptions { Strict = false };
        Assert.Equal(["tensor 'b.bias' has shape [40]; [4] was expected"], Files.Refused(otherHead, lenient).Differences);
        float[]?[] loaded = SafetensorsFile.Load(otherHead, Files.Expected, lenient with { Rename = name => name == "b.bias" ? null : name });
        Assert.NotNull(loaded[0]);
        Assert.Null(loaded[1]);
    }

    [Fact]
    public void Differences_tell_both_names()
    {
        byte[] file = Files.Save([new("net.A.weight", [3, 2]), new("net.C.bias", [4])], (_, _) => { });
        var options = new LoadOptions { Prefix = "net.", Rename = name => name.ToLowerInvariant() };
        SafetensorsException exception = Files.Refused(file, options);
        Assert.Equal(
            [
                "tensor 'a.weight' ('net.A.weight' in the file) has shape [3, 2]; [2, 3] was expected",
                "tensor 'b.bias' of shape [4] is missing",
                "tensor 'c.bias' ('net.C.bias' in the file) of shape [4] does not belong to the network",
            ],
            exception.Differences);
        Assert.DoesNotContain("Strict", exception.Message);
        file = Files.Save([new("net.a.weight", [2, 3])], (_, _) => { });
        exception = Files.Refused(file, new LoadOptions { Prefix = "net." });
        Assert.Equal(["tensor 'b.bias' of shape [4] is missing ('net.b.bias' in the file)"], exception.Differences);
        Assert.Contains("Strict = false", exception.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_tensors_of_one_name_are_named(bool strict)
    {
        byte[] file = Files.Save([new("x.a.weight", [2, 3]), new("y.a.weight", [2, 3]), new("x.b.bias", [4])], (_, _) => { });
        SafetensorsException exception = Files.Refused(file, new LoadOptions { Strict = strict, Rename = name => name[2..] });
        Assert.Equal(["tensors 'x.a.weight' and 'y.a.weight' of the file are both renamed to 'a.weight'"], exception.Differences);
        Assert.DoesNotContain("Strict", exception.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_prefix_that_no_name_has_is_an_error(bool strict)
    {
        byte[] file = Files.Save(Files.Expected, (_, _) => { });
        var options = new LoadOptions { Strict = strict, Prefix = "modle." };
        Assert.Equal(["no tensor has a name that begins with the prefix 'modle.'; its first is 'a.weight'"], Files.Refused(file, options).Differences);
        Assert.Equal(
            ["no tensor has a name that begins with the prefix 'modle.'; it has no tensors"],
            Files.Refused(Files.Save([], (_, _) => { }), options).Differences);
    }

    [Fact]
    public void Damage_outside_the_prefix_is_still_damage()
    {
        byte[] file = Files.Save([new("net.a.weight", [2, 3]), new("net.b.bias", [4]), new("other", [4])], (_, _) => { });
        var options = new LoadOptions { Prefix = "net." };
        Assert.All(SafetensorsFile.Load(file, Files.Expected, options), Assert.NotNull);
        Assert.Contains("truncated", Files.Refused(file[..^1], options).Message);
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Load(new TrickleStream(file[..^1]), Files.Expected, options));
        byte[] unsound = Files.Of("""{"net.b.bias":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"other":{}}""", 16);
        Assert.Contains("tensor 'other' has no dtype", Files.Refused(unsound, options).Message);
        Assert.DoesNotContain("'b.bias'", Files.Refused(unsound, options).Message);
    }

    [Fact]
    public void A_renaming_that_throws_or_gives_no_name_changes_nothing()
    {
        byte[] file = Files.Save(Files.Expected, (_, _) => { });
        Assert.Throws<TimeZoneNotFoundException>(
            () => SafetensorsFile.Load(file, Files.Expected, new LoadOptions { Rename = _ => throw new TimeZoneNotFoundException() }));
        Assert.Contains(
            "tensor '' ('b.bias' in the file) of shape [4] does not belong to the network",
            Files.Refused(file, new LoadOptions { Rename = name => name == "b.bias" ? "" : name }).Differences);
    }

    [Fact]
    public void Options_are_plain_values()
    {
        Assert.Equal(new LoadOptions(), new LoadOptions { Strict = true, Prefix = "", Rename = null });
        Assert.Throws<ArgumentNullException>(() => new LoadOptions { Prefix = null! });
    }
}
