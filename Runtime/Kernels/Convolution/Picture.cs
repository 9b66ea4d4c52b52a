namespace GraphGen.CompilerServices;

/// <summary>
/// A sample's channels of one group as convolutions read them, with as many columns of zeros to the left and right as windows
/// reach beyond the picture. Rows above and below need none: taps there are left out.
/// </summary>
/// <param name="Data">The first pixel's first channel.</param>
/// <param name="RowPitch">Elements between two rows.</param>
/// <param name="PixelPitch">Elements between two pixels.</param>
internal readonly unsafe record struct Picture(nint Data, nint RowPitch, nint PixelPitch)
{
    /// <summary>The address of a pixel; it may lie in the columns of zeros.</summary>
    public float* Pixel(int row, int column) => (float*)Data + row * RowPitch + column * PixelPitch;
}
