namespace GraphGen.CompilerServices;

/// <summary>
/// Where the pixels of a picture come from: the one at column x and row y from column <c>XX·x + XY·y + X0</c> and row
/// <c>YX·x + YY·y + Y0</c> of the picture before.
/// </summary>
internal readonly record struct PictureMap(double XX, double XY, double X0, double YX, double YY, double Y0)
{
    public static PictureMap Identity => new(1, 0, 0, 0, 1, 0);

    /// <summary>Whether pixels move by whole numbers of pixels, mirrored or not, so that nothing is interpolated.</summary>
    public bool IsWhole => XY == 0 && YX == 0 && Math.Abs(XX) == 1 && Math.Abs(YY) == 1 && Math.Floor(X0) == X0 && Math.Floor(Y0) == Y0;

    /// <summary>A linear mapping that leaves the middle of the picture where it is.</summary>
    public static PictureMap Around(int height, int width, double xx, double xy, double yx, double yy)
    {
        double x = 0.5 * (width - 1), y = 0.5 * (height - 1);
        return new(xx, xy, x - (xx * x + xy * y), yx, yy, y - (yx * x + yy * y));
    }

    /// <summary>This mapping and then another: the later one's pixels come from places in this one's result.</summary>
    public PictureMap Then(in PictureMap later) => new(
        XX * later.XX + XY * later.YX, XX * later.XY + XY * later.YY, XX * later.X0 + XY * later.Y0 + X0,
        YX * later.XX + YY * later.YX, YX * later.XY + YY * later.YY, YX * later.X0 + YY * later.Y0 + Y0);
}
