using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Strided;

using Kernel = GraphGen.CompilerServices.Strided;

/// <summary>Strided sums and maxima, and their gradients, against plain loops; every width and layout gives the same bits.</summary>
public class StridedReductionTests
{
    private static readonly Part[] s_parts = [new(0, 2, 0, 1), new(2, 2, 0, 1), new(2, StridedValue.Samples, 0, 1)];

    /// <summary>Extents and the reduced axes.</summary>
    public static TheoryData<int[], int[]> Cases
    {
        get
        {
            TheoryData<int[], int[]> cases = [];
            foreach (int columns in (int[])[1, 2, 7, 15, 16, 17, 31, 32, 33, 48, 65])
            {
                cases.Add([6, columns], [0]);
                cases.Add([6, columns], [1]);
                cases.Add([6, columns], [0, 1]);
            }

            foreach (int[] axes in (int[][])[[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], []])
            {
                cases.Add([3, 5, 19], axes);
                cases.Add([5, 2, 32], axes);
            }

            cases.Add([33], [0]);
            cases.Add([2, 3, 2, 2, 1, 2, 3, 5], [1, 4, 6]);
            cases.Add([2, 3, 2, 2, 1, 2, 3, 5], [0, 3, 7]);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums(int[] extents, int[] reduced)
    {
        foreach (bool keeps in (bool[])[true, false])
        {
            var (x, y, pitches) = Values(extents, reduced, keeps, isPadded: true);
            const float scale = 0.3f;
            KernelBuffers.Run(StridedValue.Samples, false, w => Kernel.Sum(ref w, 0, x.Tensor, y.Tensor, scale, extents, x.Pitches, pitches), s_parts);
            double[] sums = new double[y.Memory.Length], magnitudes = new double[y.Memory.Length];
            Walk(x, y, extents, x.Pitches, pitches, (from, to) =>
            {
                sums[to] += scale * (double)x.Memory[from];
                magnitudes[to] += Math.Abs(scale * x.Memory[from]);
            });
            for (int i = 0; i < sums.Length; i++)
                Assert.True(Math.Abs(y.Memory[i] - sums[i]) <= 5e-7 * magnitudes[i], $"Element {i} is {y.Memory[i]}, but plain loops give {sums[i]}.");
            SameOnEveryWidth<SumReduction>(x, y, scale, pitches);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TakesMaxima(int[] extents, int[] reduced)
    {
        foreach (bool keeps in (bool[])[true, false])
        {
            var (x, y, pitches) = Values(extents, reduced, keeps, isPadded: true);
            foreach (ref float element in x.Memory)
                element -= 2f;
            KernelBuffers.Run(StridedValue.Samples, false, w => Kernel.Max(ref w, 0, x.Tensor, y.Tensor, extents, x.Pitches, pitches), s_parts);
            float[] expected = new float[y.Memory.Length];
            Walk(x, y, extents, x.Pitches, pitches, (from, to) => expected[to] = expected[to] == 0f ? x.Memory[from] : Math.Max(expected[to], x.Memory[from]));
            Assert.Equal(expected, y.Memory.ToArray());
            SameOnEveryWidth<MaxReduction>(x, y, 1f, pitches);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheFirstMaximumTakesTheGradient(int[] extents, int[] reduced)
    {
        foreach (bool isPadded in (bool[])[true, false])
        {
            var (x, y, pitches) = Values(extents, reduced, keeps: false, isPadded);
            StridedValue dy = new(y.Extents, 5), dx = new(extents, 6);
            // Few different numbers, so that there are ties.
            foreach (ref float element in x.Memory)
                element = MathF.Round(2f * element);
            KernelBuffers.Run(StridedValue.Samples, false, w => Kernel.Max(ref w, 0, x.Tensor, y.Tensor, extents, x.Pitches, pitches), s_parts);
            KernelBuffers.Run(
                StridedValue.Samples, false,
                w => Kernel.MaxBackward(ref w, 0, x.Tensor, y.Tensor, dy.Tensor, dx.Tensor, extents, x.Pitches, pitches), s_parts);
            float[] expected = new float[dx.Memory.Length];
            bool[] isGiven = new bool[y.Memory.Length];
            int[] places = [.. Places(dx, extents, dx.Pitches)];
            int next = 0;
            Walk(x, y, extents, x.Pitches, pitches, (from, to) =>
            {
                int place = places[next++];
                if (isGiven[to] || x.Memory[from] != y.Memory[to])
                    return;
                isGiven[to] = true;
                expected[place] = dy.Memory[to];
            });
            Assert.Equal(expected, dx.Memory.ToArray());
        }
    }

    /// <summary>The order of a sum does not follow from the layout: unpadded inputs give the bits of padded values.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void PaddingChangesNoBit(int[] extents, int[] reduced)
    {
        var (x, y, pitches) = Values(extents, reduced, keeps: true, isPadded: true);
        var (dense, other, _) = Values(extents, reduced, keeps: true, isPadded: false);
        x.Elements.CopyTo(dense.Memory);
        KernelBuffers.Run(StridedValue.Samples, false, w => Kernel.Sum(ref w, 0, x.Tensor, y.Tensor, 1f, extents, x.Pitches, pitches), s_parts);
        KernelBuffers.Run(StridedValue.Samples, false, w => Kernel.Sum(ref w, 0, dense.Tensor, other.Tensor, 1f, extents, dense.Pitches, pitches), s_parts);
        Assert.Equal(y.Memory.ToArray(), other.Memory.ToArray());
    }

    /// <summary>Expansion and sum are adjoint: ⟨expand x, z⟩ = ⟨x, sum z⟩.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void TheSumIsTheGradientOfTheExpansion(int[] extents, int[] reduced)
    {
        var (z, sum, pitches) = Values(extents, reduced, keeps: true, isPadded: true);
        StridedValue x = new(sum.Extents, 7), expanded = new(extents, 8);
        KernelBuffers.Run(StridedValue.Samples, false, w => Kernel.Copy(ref w, 0, x.Tensor, expanded.Tensor, 0, 0, extents, pitches, expanded.Pitches), s_parts);
        KernelBuffers.Run(StridedValue.Samples, false, w => Kernel.Sum(ref w, 0, z.Tensor, sum.Tensor, 1f, extents, z.Pitches, pitches), s_parts);
        double left = Dot(expanded.Elements, z.Elements);
        double right = Dot(x.Elements, sum.Elements);
        Assert.Equal(left, right, 1e-5 * Math.Max(1, Math.Abs(left)));
    }

    /// <summary>x, a value y of the axes that are left (or 1 instead of a reduced one), and the pitches of the walk in y.</summary>
    private static (StridedValue X, StridedValue Y, int[] Pitches) Values(int[] extents, int[] reduced, bool keeps, bool isPadded)
    {
        StridedValue x = new(extents, 1, isPadded);
        int[] kept = [.. Enumerable.Range(0, extents.Length).Where(axis => keeps || !reduced.Contains(axis))];
        StridedValue y = new([.. kept.Select(axis => reduced.Contains(axis) ? 1 : extents[axis])], 2);
        int[] pitches = new int[extents.Length];
        for (int i = 0; i < kept.Length; i++)
            pitches[kept[i]] = reduced.Contains(kept[i]) ? 0 : y.Pitches[i];
        return (x, y, pitches);
    }

    private static void SameOnEveryWidth<TOp>(StridedValue x, StridedValue y, float scale, int[] pitches) where TOp : struct, IReduction
    {
        Part all = new(0, StridedValue.Samples, 0, 1);
        float[] widest = y.Memory.ToArray();
        y.Memory.Fill(7f);
        StridedReduction.Samples<TOp, Simd128>(all, x.Tensor, y.Tensor, scale, x.Extents, x.Pitches, pitches);
        Assert.Equal(widest, y.Memory.ToArray());
        y.Memory.Fill(7f);
        StridedReduction.Samples<TOp, Simd256>(all, x.Tensor, y.Tensor, scale, x.Extents, x.Pitches, pitches);
        Assert.Equal(widest, y.Memory.ToArray());
        y.Memory.Fill(7f);
        StridedReduction.Samples<TOp, Simd512>(all, x.Tensor, y.Tensor, scale, x.Extents, x.Pitches, pitches);
        Assert.Equal(widest, y.Memory.ToArray());
    }

    /// <summary>Calls back with where each element lies in both, sample by sample, in ascending order.</summary>
    private static void Walk(StridedValue x, StridedValue y, int[] extents, int[] xPitches, int[] yPitches, Action<int, int> element)
    {
        foreach (var (from, to) in Places(x, extents, xPitches).Zip(Places(y, extents, yPitches)))
            element(from, to);
    }

    private static IEnumerable<int> Places(StridedValue value, int[] extents, int[] pitches) =>
        from sample in Enumerable.Range(0, StridedValue.Samples)
        from index in StridedValue.Indices(extents)
        select sample * value.SampleSize + StridedValue.Offset(index, pitches);

    private static double Dot(float[] a, float[] b) => a.Zip(b, (left, right) => (double)left * right).Sum();
}
