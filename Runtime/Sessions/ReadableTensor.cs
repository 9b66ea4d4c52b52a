using System.ComponentModel;

namespace GraphGen.CompilerServices;

/// <summary>A value that the user reads: a tensor, and whether its elements are to be turned from channels last to channel by channel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct ReadableTensor
{
    private readonly Tensor<float> _tensor;
    private readonly int _channels;

    internal ReadableTensor(Tensor<float> tensor, int channels = 1)
    {
        _tensor = tensor;
        _channels = channels;
    }

    internal float* Data => _tensor.Data;

    /// <summary>The elements of one sample.</summary>
    internal int Elements => _tensor.Rows * _tensor.Columns;

    /// <summary>Whether a sample's elements lie together, in public order.</summary>
    internal bool IsContiguous => _channels == 1 && (_tensor.Rows == 1 || _tensor.Stride == _tensor.Columns);

    /// <summary>A tensor whose elements lie in public order.</summary>
    public static implicit operator ReadableTensor(Tensor<float> tensor) => new(tensor);

    /// <summary>Copies the elements of the first samples, without padding, in public order.</summary>
    internal void Read(int samples, Span<float> values)
    {
        // A flattened picture is one row without padding.
        int columns = _channels == 1 ? _tensor.Columns : _channels;
        int rows = Elements / columns;
        int stride = _tensor.Columns == columns ? _tensor.Stride : columns;
        if (_channels > 1)
            ReadChannels(samples, rows, stride, values);
        else if (stride == columns)
            new ReadOnlySpan<float>(Data, samples * Elements).CopyTo(values);
        else
            ReadRows(samples * rows, columns, stride, values);
    }

    private void ReadRows(int rows, int columns, int stride, Span<float> values)
    {
        for (int row = 0; row < rows; row++)
            new ReadOnlySpan<float>(Data + (nint)row * stride, columns).CopyTo(values[(row * columns)..]);
    }

    private void ReadChannels(int samples, int pixels, int stride, Span<float> values)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            Span<float> planes = values.Slice(sample * Elements, Elements);
            float* from = Data + (nint)sample * pixels * stride;
            for (int channel = 0; channel < _channels; channel++)
            {
                for (int pixel = 0; pixel < pixels; pixel++)
                    planes[channel * pixels + pixel] = from[(nint)pixel * stride + channel];
            }
        }
    }
}
