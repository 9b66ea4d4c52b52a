using System.Runtime.CompilerServices;
using GraphGen.Data;

namespace GraphGen.CompilerServices;

/// <summary>
/// Moves the pixels of pictures of one size: by copies of rows where a mapping keeps pixels whole, else by bilinear interpolation. Only
/// additions, multiplications and rounding towards zero, in one order: the same bits on every processor.
/// </summary>
internal sealed class PictureMover
{
    private readonly int _channels;
    private readonly int _height;
    private readonly int _width;

    /// <summary>Elements of a row of the copy: a pixel before the picture and two after it, so that every pixel has four neighbours.</summary>
    private readonly int _stride;
    private readonly float[] _copy;

    public PictureMover(int channels, int height, int width)
    {
        _channels = channels;
        _height = height;
        _width = width;
        _stride = checked(width + 3);
        _copy = new float[checked(channels * _stride * (height + 3))];
    }

    private int PlaneLength => _stride * (_height + 3);

    /// <summary>Moves the pixels of a picture in place.</summary>
    public void Move(Span<float> picture, in PictureMap map, PictureFill fill)
    {
        // Nearest pixels are found by moving the place into the picture; then the border only ever counts with the weight 0.
        CopyIn(picture, fill.IsConstant ? fill.Value : 0);
        if (map.IsWhole)
            MoveRows(picture, map, fill);
        else
            Interpolate(picture, map, fill.IsConstant);
    }

    private void CopyIn(ReadOnlySpan<float> picture, float border)
    {
        Array.Fill(_copy, border);
        for (int channel = 0; channel < _channels; channel++)
        {
            for (int y = 0; y < _height; y++)
                picture.Slice((channel * _height + y) * _width, _width).CopyTo(Row(channel, y));
        }
    }

    private Span<float> Row(int channel, int y) => _copy.AsSpan(channel * PlaneLength + (y + 1) * _stride + 1, _width);

    private void MoveRows(Span<float> picture, in PictureMap map, PictureFill fill)
    {
        // Far shifts are all the same; integers hold what is left.
        int x0 = (int)Math.Clamp(map.X0, -_width - 1, 2 * _width), y0 = (int)Math.Clamp(map.Y0, -_height - 1, 2 * _height);
        bool mirrored = map.XX < 0;
        for (int channel = 0; channel < _channels; channel++)
        {
            for (int y = 0; y < _height; y++)
            {
                int from = (map.YY < 0 ? -y : y) + y0;
                Span<float> to = picture.Slice((channel * _height + y) * _width, _width);
                if (fill.IsConstant && (from < 0 || from >= _height))
                    to.Fill(fill.Value);
                else
                    MoveRow(Row(channel, Math.Clamp(from, 0, _height - 1)), to, x0, mirrored, fill);
            }
        }
    }

    /// <summary>Column x comes from x + x0, or from x0 - x if mirrored.</summary>
    private static void MoveRow(ReadOnlySpan<float> from, Span<float> to, int x0, bool mirrored, PictureFill fill)
    {
        int width = to.Length;
        // The columns whose pixel exists.
        int first = Math.Clamp(mirrored ? x0 - (width - 1) : -x0, 0, width);
        int last = Math.Clamp(mirrored ? x0 + 1 : width - x0, first, width);
        if (mirrored)
        {
            from.Slice(first < last ? x0 - (last - 1) : 0, last - first).CopyTo(to[first..]);
            to[first..last].Reverse();
        }
        else
        {
            from.Slice(first < last ? first + x0 : 0, last - first).CopyTo(to[first..]);
        }

        // Before the first such column stands the picture's left border, or its right one if mirrored; behind the last the other.
        to[..first].Fill(fill.IsConstant ? fill.Value : from[mirrored ? width - 1 : 0]);
        to[last..].Fill(fill.IsConstant ? fill.Value : from[mirrored ? 0 : width - 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Interpolate(Span<float> picture, in PictureMap map, bool isConstant)
    {
        // Places further out than a pixel have the same four neighbours, all of them border.
        float least = isConstant ? -1 : 0, mostX = isConstant ? _width : _width - 1, mostY = isConstant ? _height : _height - 1;
        float stepX = (float)map.XX, stepY = (float)map.YX;
        int stride = _stride, plane = PlaneLength, pixels = _height * _width;
        float[] copy = _copy;
        for (int y = 0; y < _height; y++)
        {
            float startX = (float)(map.XY * y + map.X0), startY = (float)(map.YY * y + map.Y0);
            for (int x = 0; x < _width; x++)
            {
                float fromX = stepX * x + startX, fromY = stepY * x + startY;
                fromX = fromX < least ? least : fromX > mostX ? mostX : fromX;
                fromY = fromY < least ? least : fromY > mostY ? mostY : fromY;
                // One more than the place is not negative, so rounding towards zero is rounding down.
                int left = (int)(fromX + 1), top = (int)(fromY + 1);
                float right = fromX - (left - 1), down = fromY - (top - 1);
                int at = top * stride + left, to = y * _width + x;
                for (int channel = 0; channel < _channels; channel++, at += plane, to += pixels)
                {
                    float upper = copy[at], lower = copy[at + stride];
                    upper += right * (copy[at + 1] - upper);
                    lower += right * (copy[at + stride + 1] - lower);
                    picture[to] = upper + down * (lower - upper);
                }
            }
        }
    }
}
