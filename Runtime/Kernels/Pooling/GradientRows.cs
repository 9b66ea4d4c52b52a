namespace GraphGen.CompilerServices;

/// <summary>
/// How far a picture's gradient has come while windows pass over it from above: rows are cleared when the first window
/// reaches them, and the epilogue runs over them when the last one has passed, so that both find them in the first-level cache.
/// </summary>
internal unsafe ref struct GradientRows(
    Tensor<float> gradient, int sample, int width, delegate*<void*, float*, nint, int, int, int, int, void> epilogue, void* argument)
{
    private readonly nint _line = (nint)width * gradient.Stride;
    private readonly int _firstPixel = sample * gradient.Rows;
    private int _begun;
    private int _finished;

    /// <summary>The picture's first pixel.</summary>
    public readonly float* Picture => gradient.Data + (nint)_firstPixel * gradient.Stride;

    /// <summary>Clears the rows before that one, if they are not begun yet.</summary>
    public void Clear(int end)
    {
        for (; _begun < end; _begun++)
            new Span<float>(Picture + _begun * _line, (int)_line).Clear();
    }

    /// <summary>The rows before that one are being written as a whole.</summary>
    public void Begin(int end) => _begun = Math.Max(_begun, end);

    /// <summary>Nobody adds to the rows before that one any more.</summary>
    public void Finish(int end)
    {
        if (end <= _finished)
            return;
        // Between windows that lie apart are rows that no window reaches.
        Clear(end);
        if (epilogue != null)
        {
            epilogue(
                argument, Picture + _finished * _line, gradient.Stride, (end - _finished) * width,
                Tensor<float>.PaddedColumns(gradient.Columns), _firstPixel + _finished * width, 0);
        }

        _finished = end;
    }

    /// <summary>Finishes all rows, also those that no window reached.</summary>
    public void Close(int height) => Finish(height);
}
