using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// A sample's channels of one group as convolutions read them: channels last and side by side, with as many columns of zeros
/// to the left and right as windows reach beyond the picture. Rows above and below need none: taps there are left out.
/// </summary>
/// <param name="Data">The first pixel's first channel.</param>
/// <param name="RowPitch">Elements between two rows.</param>
/// <param name="PixelPitch">Elements between two pixels.</param>
internal readonly unsafe record struct Picture(nint Data, nint RowPitch, nint PixelPitch)
{
    /// <summary>The address of a pixel; it may lie in the columns of zeros.</summary>
    public float* Pixel(int row, int column) => (float*)Data + row * RowPitch + column * PixelPitch;
}

/// <summary>Makes the <see cref="Picture"/> of a sample: in place where it already lies so, else a copy in the thread's memory.</summary>
/// <param name="source">The value.</param>
/// <param name="isPlanar">Whether it lies channel after channel.</param>
/// <param name="height">Its rows of pixels.</param>
/// <param name="width">Its pixels of a row.</param>
/// <param name="channels">Channels of one group.</param>
/// <param name="groups">The number of groups.</param>
/// <param name="left">Columns of zeros to the left.</param>
/// <param name="right">Columns of zeros to the right.</param>
internal readonly unsafe struct PictureSource(
    in Tensor<float> source, bool isPlanar, int height, int width, int channels, int groups, int left, int right)
{
    private readonly float* _data = source.Data;
    private readonly int _stride = source.Stride;
    private readonly bool _isInPlace = left == 0 && right == 0 && groups == 1
        && (isPlanar ? channels == 1 && source.Stride == width : source.Stride == channels);

    /// <summary>Elements between two rows of every picture.</summary>
    public nint RowPitch => (nint)(left + width + right) * channels;

    /// <summary>Elements between two pixels of every picture.</summary>
    public nint PixelPitch => channels;

    /// <summary>The channels of one group.</summary>
    public Picture Of(int sample, int group)
    {
        // Of a planar value rows may be padded, of others pixels.
        nint plane = (nint)height * (isPlanar ? _stride : width);
        float* from = _data + sample * plane * (isPlanar ? channels * groups : _stride);
        nint pitch = RowPitch;
        if (_isInPlace)
            return new Picture((nint)from, pitch, channels);
        float* to = Scratch.Picture((int)(height * pitch) + AlignedBuffer.Slack);
        // Whole vectors of the last pixel's channels may be read.
        new Span<float>(to + height * pitch, AlignedBuffer.Slack).Clear();
        if (isPlanar)
            CopyPlanes(from + group * channels * plane, to, pitch);
        else if (_stride == channels)
            CopyRows(from, to, pitch);
        else
            CopyPixels(from + group * channels, to, pitch);
        return new Picture((nint)(to + left * channels), pitch, channels);
    }

    /// <summary>Pixels lie side by side: whole rows are copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyRows(float* from, float* to, nint pitch)
    {
        uint bytes = (uint)(width * channels) * sizeof(float);
        for (int y = 0; y < height; y++, from += width * channels, to += pitch)
        {
            ClearMargins(to);
            Unsafe.CopyBlockUnaligned(to + left * channels, from, bytes);
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

            ClearMargins(to);
        }
    }

    /// <summary>Channels lie one after another: they are interleaved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyPlanes(float* from, float* to, nint pitch)
    {
        nint plane = (nint)height * _stride;
        for (int y = 0; y < height; y++, from += _stride, to += pitch)
        {
            ClearMargins(to);
            for (int channel = 0; channel < channels; channel++)
            {
                float* pixel = to + left * channels + channel;
                float* source = from + channel * plane;
                for (int x = 0; x < width; x++, pixel += channels)
                    *pixel = source[x];
            }
        }
    }

    private void ClearMargins(float* row)
    {
        if (left > 0)
            new Span<float>(row, left * channels).Clear();
        if (right > 0)
            new Span<float>(row + (left + width) * channels, right * channels).Clear();
    }
}
