namespace GraphGen.CompilerServices;

/// <summary>Pictures whose pixels tiles are made of, channels last; beyond their borders all is zero.</summary>
/// <param name="tensor">The pictures, a row for each pixel.</param>
/// <param name="height">Rows of a picture.</param>
/// <param name="width">Columns of a picture.</param>
internal readonly unsafe struct TilePicture(in Tensor<float> tensor, int height, int width)
{
    private readonly float* _data = tensor.Data;
    private readonly int _pixels = tensor.Rows;

    public int Height { get; } = height;

    public int Width { get; } = width;

    public nint Stride { get; } = tensor.Stride;

    /// <summary>The first pixel of a row, or null for a row beyond the border.</summary>
    public float* Row(int picture, int row) => (uint)row < (uint)Height ? _data + ((nint)picture * _pixels + (nint)row * Width) * Stride : null;
}
