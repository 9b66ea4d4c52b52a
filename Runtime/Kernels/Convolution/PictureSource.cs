using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Makes the <see cref="Picture"/> of a sample, channels last and side by side or in planes: in place where it already lies so,
/// else a copy in the thread's memory.
/// </summary>
/// <param name="source">The value.</param>
/// <param name="isPlanar">Whether it lies channel after channel.</param>
/// <param name="height">Its rows of pixels.</param>
/// <param name="width">Its pixels of a row.</param>
/// <param name="channels">Channels of one group.</param>
/// <param name="groups">The number of groups.</param>
/// <param name="left">Columns of zeros to the left.</param>
/// <param name="right">Columns of zeros to the right.</param>
/// <param name="keepsPlanes">Whether a planar value stays planar.</param>
internal readonly unsafe struct PictureSource(
    in Tensor<float> source, bool isPlanar, int height, int width, int channels, int groups, int left, int right, bool keepsPlanes = false)
{
    private readonly float* _data = source.Data;
    private readonly int _stride = source.Stride;
    private readonly bool _isInPlace = left == 0 && right == 0 && groups == 1
        && (isPlanar ? channels == 1 || keepsPlanes : source.Stride == channels);

    /// <summary>A sample as it lies in memory.</summary>
    public float* Sample(int sample) => _data + sample * SampleFloats;

    /// <summary>Elements of a sample in memory.</summary>
    public nint SampleFloats => (nint)height * _stride * (isPlanar ? channels * groups : width);

    /// <summary>Elements between two rows of every picture.</summary>
    public nint RowPitch => _isInPlace && isPlanar ? _stride : (left + width + right) * PixelPitch;

    /// <summary>Elements between two pixels of every picture.</summary>
    public nint PixelPitch => HasPlanes ? 1 : channels;

    /// <summary>Elements between two channels of every picture.</summary>
    public nint ChannelPitch => HasPlanes ? height * RowPitch : 1;

    /// <summary>Whether channels lie in planes.</summary>
    public bool HasPlanes => isPlanar && keepsPlanes && channels > 1;

    /// <summary>The channels of one group.</summary>
    public Picture Of(int sample, int group)
    {
        // Of a planar value rows may be padded, of others pixels.
        nint plane = (nint)height * _stride;
        float* from = Sample(sample);
        nint pitch = RowPitch;
        if (_isInPlace)
            return new Picture((nint)from, pitch, PixelPitch);
        int floats = (int)(height * pitch) * (HasPlanes ? channels : 1);
        float* to = Scratch.Picture(floats + AlignedBuffer.Slack);
        // Whole vectors of the last pixel's channels may be read.
        new Span<float>(to + floats, AlignedBuffer.Slack).Clear();
        if (HasPlanes || (isPlanar && channels == 1))
            CopyRows(from + group * channels * plane, _stride, to, pitch, channels * height, width, 1);
        else if (isPlanar)
            Interleave(from + group * channels * plane, to, pitch);
        else if (_stride == channels)
            CopyRows(from, width * channels, to, pitch, height, width * channels, channels);
        else
            CopyPixels(from + group * channels, to, pitch);
        return new Picture((nint)(to + left * PixelPitch), pitch, PixelPitch);
    }

    /// <summary>Pixels lie side by side: whole rows are copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyRows(float* from, nint distance, float* to, nint pitch, int rows, int floats, int pixelPitch)
    {
        for (int y = 0; y < rows; y++, from += distance, to += pitch)
        {
            ClearMargins(to, pixelPitch);
            Unsafe.CopyBlockUnaligned(to + left * pixelPitch, from, (uint)floats * sizeof(float));
        }
    }

    /// <summary>Channels are padded, or of a group: they move together, 16 at a time. What is copied too much, the next pixel overwrites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyPixels(float* from, float* to, nint pitch)
    {
        const int step = 16;
        for (int y = 0; y < height; y++, to += pitch)
        {
            float* pixel = to + left * channels;
            for (int x = 0; x < width; x++, from += _stride, pixel += channels)
            {
                for (int channel = 0; channel < channels; channel += step)
                    Unsafe.CopyBlockUnaligned(pixel + channel, from + channel, step * sizeof(float));
            }

            ClearMargins(to, channels);
        }
    }

    /// <summary>Channels lie one after another: they are interleaved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Interleave(float* from, float* to, nint pitch)
    {
        nint plane = (nint)height * _stride;
        for (int y = 0; y < height; y++, from += _stride, to += pitch)
        {
            ClearMargins(to, channels);
            for (int channel = 0; channel < channels; channel++)
            {
                float* pixel = to + left * channels + channel;
                float* source = from + channel * plane;
                for (int x = 0; x < width; x++, pixel += channels)
                    *pixel = source[x];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ClearMargins(float* row, int pixelPitch)
    {
        for (int i = 0; i < left * pixelPitch; i++)
            row[i] = 0;
        row += (left + width) * pixelPitch;
        for (int i = 0; i < right * pixelPitch; i++)
            row[i] = 0;
    }
}
