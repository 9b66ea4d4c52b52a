using GraphGen.CompilerServices;

namespace GraphGen.Tests.Numerics;

public class PhiloxTests
{
    /// <summary>The known answers of Random123's kat_vectors.</summary>
    [Theory]
    [InlineData(0x00000000_00000000ul, 0x00000000_00000000ul, 0x00000000_00000000ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffff_fffffffful, 0xffffffff_fffffffful, 0xffffffff_fffffffful, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x85a308d3_243f6a88ul, 0x03707344_13198a2eul, 0x299f31d0_a4093822ul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Draws_the_known_answers(ulong low, ulong high, ulong key, uint word0, uint word1, uint word2, uint word3) =>
        Assert.Equal(new Philox.Block(word0, word1, word2, word3), Philox.Draw(low, high, key));

    [Fact]
    public void Keys_differ_in_seed_step_and_path()
    {
        var keys = new HashSet<ulong>();
        foreach (ulong seed in new ulong[] { 0, 1, ulong.MaxValue })
        {
            foreach (long step in new long[] { Philox.InitialValues, 0, 1, long.MaxValue })
            {
                foreach (string path in new[] { "", "dense1.weight", "dense1.bias", "dense2.weight" })
                    Assert.True(keys.Add(Philox.Key(seed, step, Philox.Path(path))));
            }
        }
    }

    [Fact]
    public void Path_is_fnv_1a()
    {
        Assert.Equal(0xcbf29ce484222325ul, Philox.Path(""));
        Assert.Equal(0x85944171f73967e8ul, Philox.Path("foobar"));
    }
}
