using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Axes of one sample that are walked together through two tensors x and y, like the wheels of an odometer: the last one
/// turns fastest. Axes of one element are left out and those that lie seamlessly in both tensors are merged, so that a walk
/// has as few and as long runs as its memory allows.
/// </summary>
internal unsafe struct StridedAxes
{
    /// <summary>The most axes.</summary>
    public const int Most = 8;

    private int _count;
    private fixed int _extents[Most];
    private fixed int _xPitches[Most];
    private fixed int _yPitches[Most];
    private fixed int _index[Most];

    /// <summary>Where the walk is in x, in elements.</summary>
    public nint X { get; private set; }

    /// <summary>Where the walk is in y, in elements.</summary>
    public nint Y { get; private set; }

    /// <summary>All axes of a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static StridedAxes Of(ReadOnlySpan<int> extents, ReadOnlySpan<int> xPitch, ReadOnlySpan<int> yPitch)
    {
        StridedAxes axes = default;
        for (int axis = 0; axis < extents.Length; axis++)
            axes.Add(extents[axis], xPitch[axis], yPitch[axis]);
        return axes;
    }

    /// <summary>Appends an axis inside those that are there.</summary>
    public void Add(int extent, int xPitch, int yPitch)
    {
        if (extent == 1)
            return;
        if (_count > 0 && _xPitches[_count - 1] == xPitch * extent && _yPitches[_count - 1] == yPitch * extent)
            extent *= _extents[--_count];
        if (_count == Most)
            throw new ArgumentOutOfRangeException(nameof(extent), $"A walk has at most {Most} axes.");
        _extents[_count] = extent;
        _xPitches[_count] = xPitch;
        _yPitches[_count++] = yPitch;
    }

    /// <summary>Takes the innermost axis out, for the caller's own loop; one of a single element if none is left.</summary>
    public (int Extent, nint XPitch, nint YPitch) TakeLast()
    {
        if (_count == 0)
            return (1, 1, 1);
        _count--;
        return (_extents[_count], _xPitches[_count], _yPitches[_count]);
    }

    /// <summary>Takes a step. False after the last one: the walk is at its beginning again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Next()
    {
        for (int axis = _count - 1; axis >= 0; axis--)
        {
            X += _xPitches[axis];
            Y += _yPitches[axis];
            if (++_index[axis] < _extents[axis])
                return true;
            X -= (nint)_xPitches[axis] * _extents[axis];
            Y -= (nint)_yPitches[axis] * _extents[axis];
            _index[axis] = 0;
        }

        return false;
    }

    /// <summary>Goes back to the beginning.</summary>
    public void Reset()
    {
        X = 0;
        Y = 0;
        for (int axis = 0; axis < Most; axis++)
            _index[axis] = 0;
    }
}
