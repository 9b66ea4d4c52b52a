using GraphGen.CompilerServices;

namespace Generator.Tests.RandomStacks.Reference;

/// <summary>What keys the random numbers of dropout: the same function of counters as the kernel's, element by element.</summary>
/// <param name="Seed">The network's seed.</param>
/// <param name="Step">The step's number, from 1.</param>
/// <param name="Sample">The global index of the sample.</param>
internal sealed record DropoutMask(ulong Seed, long Step, long Sample)
{
    public Tensor Apply(Tensor x, float probability, string path)
    {
        Tensor y = new(x.Shape) { Producer = "Dropout" };
        ulong key = Philox.Key(Seed, Step, Philox.Path(path));
        uint threshold = (uint)Math.Min(probability * 4294967296.0, uint.MaxValue);
        double scale = 1f / (1f - probability);
        int blocks = (x.Last + 63) / 64;
        for (int i = 0; i < x.Elements; i++)
        {
            int row = i / x.Last, column = i % x.Last;
            uint counter = (uint)((row * blocks + column / 64) * 16 + column % 16);
            var (w0, w1, w2, w3) = Philox.Draw(counter, (ulong)Sample, key);
            uint word = (column % 64 / 16) switch { 0 => w0, 1 => w1, 2 => w2, _ => w3 };
            if (word >= threshold)
                (y.Values[i], y.Slopes[i]) = (scale * x.Values[i], scale * x.Slopes[i]);
        }

        return y;
    }
}
