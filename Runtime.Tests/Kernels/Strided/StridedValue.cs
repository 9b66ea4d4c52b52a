using GraphGen.CompilerServices;

namespace GraphGen.Tests.Kernels.Strided;

/// <summary>A value of any number of axes for some samples, with the pitches that emitted code gives for it.</summary>
internal sealed unsafe class StridedValue
{
    public const int Samples = 3;
    private readonly AlignedBuffer _buffer;

    public StridedValue(int[] extents, int seed, bool isPadded = true)
    {
        Extents = extents;
        int columns = extents.Length == 0 ? 1 : extents[^1];
        int rows = extents.SkipLast(1).Aggregate(1, (product, extent) => product * extent);
        int stride = isPadded ? Tensor<float>.PaddedColumns(columns) : columns;
        _buffer = new AlignedBuffer(Samples * rows * stride);
        Tensor = new Tensor<float>(_buffer.Data, rows, columns, stride);
        Pitches = PitchesOf(extents, stride);
        Random random = new(seed);
        foreach (ref float element in _buffer.Span)
            element = (float)(2 * random.NextDouble() - 1);
    }

    public int[] Extents { get; }

    /// <summary>Elements between neighbours along each axis.</summary>
    public int[] Pitches { get; }

    public Tensor<float> Tensor { get; }

    /// <summary>Everything, padding too.</summary>
    public Span<float> Memory => _buffer.Span;

    public int SampleSize => Tensor.Rows * Tensor.Stride;

    /// <summary>The real elements of all samples.</summary>
    public float[] Elements => KernelBuffers.Elements(Tensor, Samples);

    /// <summary>All indices of a walk, the last axis fastest.</summary>
    public static IEnumerable<int[]> Indices(int[] extents)
    {
        int count = extents.Aggregate(1, (product, extent) => product * extent);
        for (int i = 0; i < count; i++)
        {
            int[] index = new int[extents.Length];
            for (int axis = extents.Length - 1, rest = i; axis >= 0; rest /= extents[axis--])
                index[axis] = rest % extents[axis];
            yield return index;
        }
    }

    /// <summary>Where an index lies.</summary>
    public static int Offset(int[] index, int[] pitches) => index.Zip(pitches, (i, pitch) => i * pitch).Sum();

    /// <summary>Whether a place in <see cref="Memory"/> is padding.</summary>
    public bool IsPadding(int place) => place % Tensor.Stride >= Tensor.Columns;

    public static int[] PitchesOf(int[] extents, int stride)
    {
        int[] pitches = new int[extents.Length];
        for (int axis = extents.Length - 1, pitch = 1; axis >= 0; axis--)
        {
            pitches[axis] = pitch;
            pitch = axis == extents.Length - 1 ? stride : pitch * extents[axis];
        }

        return pitches;
    }
}
