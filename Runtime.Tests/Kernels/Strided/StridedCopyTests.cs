using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Strided;

using Kernel = GraphGen.CompilerServices.Strided;

/// <summary>Strided copies against plain loops; whatever a copy does not write must stay, or be cleared.</summary>
public class StridedCopyTests
{
    public static TheoryData<int[], int[], int[], int[], int[]> Slices => new()
    {
        // x, y, extents, first index in x, first index in y
        { [3, 7, 37], [2, 3, 25], [2, 3, 25], [1, 2, 5], [0, 0, 0] },
        { [2, 3, 25], [3, 7, 37], [2, 3, 25], [0, 0, 0], [1, 2, 5] },
        { [5, 17], [5, 50], [5, 17], [0, 0], [0, 0] },
        { [5, 33], [5, 50], [5, 33], [0, 0], [0, 17] },
        { [4, 32], [9, 32], [4, 32], [0, 0], [5, 0] },
        { [9, 1], [9, 3], [9, 1], [0, 0], [0, 2] },
        { [31], [16], [16], [15], [0] },
        { [15], [64], [15], [0], [49] },
        { [], [], [], [], [] },
    };

    [Theory]
    [MemberData(nameof(Slices))]
    public void SlicesAndJoins(int[] x, int[] y, int[] extents, int[] xFirst, int[] yFirst)
    {
        foreach (bool isPadded in (bool[])[true, false])
        {
            StridedValue source = new(x, 1, isPadded), target = new(y, 2);
            Check(
                source, target, StridedValue.Offset(xFirst, source.Pitches), StridedValue.Offset(yFirst, target.Pitches),
                extents, source.Pitches, target.Pitches);
        }
    }

    public static TheoryData<int[], int[]> Turns => new()
    {
        { [6, 33], [1, 0] },
        { [17, 1], [1, 0] },
        { [3, 4, 17], [0, 2, 1] },
        { [3, 4, 17], [2, 0, 1] },
        { [5, 3, 20], [1, 0, 2] },
        { [2, 3, 2, 35], [2, 1, 0, 3] },
        { [2, 1, 3, 2, 2, 2, 3, 5], [7, 3, 1, 0, 5, 4, 2, 6] },
        { [2, 2, 3, 2, 2, 2, 3, 16], [6, 5, 4, 3, 2, 1, 0, 7] },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public void Transposes(int[] x, int[] order)
    {
        foreach (bool isPadded in (bool[])[true, false])
        {
            StridedValue source = new(x, 1, isPadded);
            StridedValue target = new([.. order.Select(axis => x[axis])], 2);
            Check(source, target, 0, 0, target.Extents, [.. order.Select(axis => source.Pitches[axis])], target.Pitches);
        }
    }

    public static TheoryData<int[], int[]> Expansions => new()
    {
        { [1, 19], [7, 19] },
        { [7, 1], [7, 19] },
        { [7, 1], [7, 33] },
        { [1, 1], [5, 3] },
        { [4, 1, 16], [4, 6, 16] },
        { [1, 6, 1], [4, 6, 32] },
    };

    [Theory]
    [MemberData(nameof(Expansions))]
    public void Expands(int[] x, int[] y)
    {
        StridedValue source = new(x, 1), target = new(y, 2);
        Check(source, target, 0, 0, y, [.. source.Pitches.Select((pitch, axis) => x[axis] == 1 ? 0 : pitch)], target.Pitches);
    }

    [Fact]
    public void RefusesMoreAxesThanItHasRoomFor() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        StridedAxes.Of([2, 2, 2, 2, 2, 2, 2, 2, 2], [1, 3, 1, 3, 1, 3, 1, 3, 1], [1, 3, 1, 3, 1, 3, 1, 3, 1]));

    private static void Check(StridedValue x, StridedValue y, int xStart, int yStart, int[] extents, int[] xPitches, int[] yPitches)
    {
        foreach (bool clears in (bool[])[false, true])
        {
            new Random(3).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(y.Memory));
            float[] expected = clears ? new float[y.Memory.Length] : y.Memory.ToArray();
            foreach (int[] index in StridedValue.Indices(extents))
            {
                for (int sample = 0; sample < StridedValue.Samples; sample++)
                {
                    expected[sample * y.SampleSize + yStart + StridedValue.Offset(index, yPitches)] =
                        x.Memory[sample * x.SampleSize + xStart + StridedValue.Offset(index, xPitches)];
                }
            }

            KernelBuffers.Run(
                StridedValue.Samples, false,
                w => Kernel.Copy(ref w, 0, x.Tensor, y.Tensor, xStart, yStart, extents, xPitches, yPitches, clears),
                new Part(0, 1, 0, 1), new Part(1, 1, 0, 1), new Part(1, StridedValue.Samples, 0, 1));
            Assert.Equal(expected, y.Memory.ToArray());
        }
    }
}
