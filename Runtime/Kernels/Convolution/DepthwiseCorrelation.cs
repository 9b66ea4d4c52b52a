using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// A depthwise convolution, or the transposed one, as <see cref="Correlation"/> is of the others: vectors run across channels,
/// each a sum over the taps.
/// </summary>
internal unsafe struct DepthwiseCorrelation
{
    private const int PixelsTogether = 4;

    public DepthwiseSource Source;

    /// <summary>The result.</summary>
    public Tensor<float> Result;
    public int ResultWidth;

    /// <summary>The phases along both axes.</summary>
    public TapAxis* Rows, Columns;
    public int RowPhases, ColumnPhases;
    public int KernelWidth;

    /// <summary>The weight, taps × channels.</summary>
    public PanelMatrix Weight;

    /// <summary>The loop over finished pixels, or null.</summary>
    public delegate*<void*, float*, nint, int, int, int, int, void> Epilogue;
    public void* EpilogueArgument;

    public readonly void Run(Part part)
    {
        for (int sample = part.RowStart; sample < part.RowEnd; sample++)
        {
            Picture picture = Source.Of(sample);
            for (int phase = 0; phase < RowPhases; phase++)
            {
                for (int t = 0; t < Rows[phase].Count; t++)
                    RunRow(picture, sample, Rows[phase], t, part.ColumnStart, part.ColumnEnd);
            }
        }
    }

    /// <summary>A row of pixels of the result.</summary>
    private readonly void RunRow(in Picture picture, int sample, in TapAxis rows, int t, int firstPanel, int endPanel)
    {
        int row = sample * Result.Rows + (rows.First + t * rows.Distance) * ResultWidth;
        for (int panel = firstPanel; panel < endPanel; panel++)
        {
            int column = panel * PanelMatrix.Width, width = Weight.WidthOf(panel);
            float* to = Result.Data + (nint)row * Result.Stride + column;
            for (int phase = 0; phase < ColumnPhases; phase++)
            {
                int bits = PanelProduct.VectorBits;
                if (bits == 512)
                    RunPixels<Simd512>(picture, rows, t, Columns[phase], panel, to);
                else if (bits == 256)
                    RunPixels<Simd256>(picture, rows, t, Columns[phase], panel, to);
                else
                    RunPixels<Simd128>(picture, rows, t, Columns[phase], panel, to);
            }

            if (Epilogue != null)
                Epilogue(EpilogueArgument, to, Result.Stride, ResultWidth, width, row, column);
        }
    }

    /// <summary>The pixels of one row and phase, for one panel of channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunPixels<V>(Picture picture, TapAxis rows, int t, TapAxis columns, int panel, float* to)
        where V : struct, ISimd<V>
    {
        int width = Weight.WidthOf(panel);
        int top = rows.Origin + t * rows.Stride;
        (int firstRow, int endRow) = TapAxis.Clip(top, rows.Step, rows.Taps, Source.Height);
        nint rowStep = rows.Step * picture.RowPitch, columnStep = columns.Step * picture.PixelPitch;
        nint weightRow = rows.TapStep * KernelWidth * width, weightColumn = columns.TapStep * width;
        float* weight = Weight.Panel(panel) + (rows.FirstTap * KernelWidth + columns.FirstTap) * width;
        // Pixels between these read all taps of their rows: four of them share the weights.
        int inner = TapAxis.Clip(columns.Origin, columns.Stride, columns.Count, Source.Width).First;
        int outer = TapAxis.Clip(columns.Origin + (columns.Taps - 1) * columns.Step, columns.Stride, columns.Count, Source.Width).End;
        nint pixelStep = columns.Stride * picture.PixelPitch, resultStep = columns.Distance * (nint)Result.Stride;
        for (int pixel = 0, pixels; pixel < columns.Count; pixel += pixels)
        {
            int left = columns.Origin + pixel * columns.Stride;
            float* source = picture.Pixel(top, left) + panel * PanelMatrix.Width;
            float* result = to + columns.First * (nint)Result.Stride + pixel * resultStep;
            bool isInner = pixel >= inner && pixel + PixelsTogether <= outer;
            pixels = isInner ? PixelsTogether : 1;
            var (first, end) = isInner ? (0, columns.Taps) : TapAxis.Clip(left, columns.Step, columns.Taps, Source.Width);
            for (int column = 0; column < width; column += V.Count)
            {
                V a = V.Zero, b = V.Zero, c = V.Zero, d = V.Zero;
                for (int i = firstRow; i < endRow; i++)
                {
                    float* x = source + i * rowStep + first * columnStep + column;
                    float* w = weight + i * weightRow + first * weightColumn + column;
                    for (int j = first; j < end; j++, x += columnStep, w += weightColumn)
                    {
                        V factor = V.Load(w);
                        a = V.Fma(V.Load(x), factor, a);
                        if (!isInner)
                            continue;
                        b = V.Fma(V.Load(x + pixelStep), factor, b);
                        c = V.Fma(V.Load(x + 2 * pixelStep), factor, c);
                        d = V.Fma(V.Load(x + 3 * pixelStep), factor, d);
                    }
                }

                a.Store(result + column);
                if (!isInner)
                    continue;
                b.Store(result + column + resultStep);
                c.Store(result + column + 2 * resultStep);
                d.Store(result + column + 3 * resultStep);
            }
        }
    }
}
