using System.Runtime.CompilerServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// What a convolution and the transposed one have in common: every pixel of the result is a sum over the taps of some phase
/// and over the channels of the source. Rows of the result are shared out by samples, columns by panels of 32.
/// </summary>
internal unsafe struct Correlation
{
    /// <summary>Floats of panels that pass over a sample before the next sample does: half of a second-level cache.</summary>
    private const int NearFloats = 128 << 10;

    public PictureSource Source;
    public int SourceHeight;

    /// <summary>Channels of the source in one group.</summary>
    public int SourceChannels;

    /// <summary>The result.</summary>
    public Tensor<float> Result;
    public int ResultWidth;

    /// <summary>Channels of the result in one group.</summary>
    public int ResultChannels;
    public int Groups;

    /// <summary>The phases along both axes.</summary>
    public TapAxis* Rows, Columns;
    public int RowPhases, ColumnPhases;

    /// <summary>Taps of all phases together along each axis.</summary>
    public int KernelHeight, KernelWidth;

    /// <summary>The weight of the first group; those of the others follow it.</summary>
    public PanelMatrix Weight;

    /// <summary>Whether panels are made of the weight's rows, for the transposed convolution.</summary>
    public bool IsTransposed;

    /// <summary>The loop over finished pixels, or null.</summary>
    public delegate*<void*, float*, nint, int, int, int, int, void> Epilogue;
    public void* EpilogueArgument;

    private nint* _runs;
    private float* _transposed;
    private FetchAhead _ahead;
    private int _firstColumn, _endColumn;
    private bool _isDirect;

    private readonly int PanelsOfGroup => (ResultChannels + PanelMatrix.Width - 1) / PanelMatrix.Width;

    private readonly int PanelFloats => KernelHeight * KernelWidth * SourceChannels * PanelMatrix.Width;

    public void Run(Part part)
    {
        int padded = Tensor<float>.PaddedColumns(Result.Columns);
        _firstColumn = part.ColumnStart * PanelMatrix.Width;
        _endColumn = Math.Min(part.ColumnEnd * PanelMatrix.Width, padded);
        // Panels are written in place, unless their vectors would reach into columns of other groups or workers.
        _isDirect = Groups == 1 || ResultChannels % PanelMatrix.Width == 0
            || (ResultChannels % PanelMatrix.HalfWidth == 0 && _firstColumn == 0 && _endColumn == padded);
        FillRuns();
        int panels = Groups * PanelsOfGroup;
        int block = Math.Clamp(NearFloats / PanelFloats, 1, panels);
        if (IsTransposed)
            _transposed = Scratch.Panel(block * PanelFloats);
        for (int first = 0; first < panels; first += block)
        {
            int end = Math.Min(first + block, panels);
            if (IsTransposed)
                Transpose(first, end);
            for (int sample = part.RowStart; sample < part.RowEnd; sample++)
            {
                if (sample + 1 < part.RowEnd)
                    _ahead.Begin(Source.Sample(sample + 1), Source.SampleFloats, StepsOf(end - first));
                else
                    _ahead = default;
                RunPanels(sample, first, end);
            }
        }

        if (!_isDirect)
            Finish(part);
    }

    /// <summary>About how many steps tiles take for some panels of one sample.</summary>
    private readonly nint StepsOf(int panels) =>
        (nint)panels * Result.Rows * KernelHeight * KernelWidth * SourceChannels / (RowPhases * ColumnPhases * RunTiles512x32.MostRows);

    /// <summary>Some panels of one sample.</summary>
    private void RunPanels(int sample, int first, int end)
    {
        int pictureGroup = -1;
        Picture picture = default;
        for (int panel = first; panel < end; panel++)
        {
            int group = panel / PanelsOfGroup;
            if (!Covers(panel, out int column, out int width))
                continue;
            if (group != pictureGroup)
            {
                picture = Source.Of(sample, group);
                pictureGroup = group;
            }

            float* b = IsTransposed ? _transposed + (nint)(panel - first) * PanelFloats : WeightOf(group).Panel(panel % PanelsOfGroup);
            float* result = Result.Data + (nint)sample * Result.Rows * Result.Stride + column;
            if (_isDirect)
            {
                RunPhases(picture, b, result, Result.Stride, width, sample * Result.Rows, column);
                continue;
            }

            float* to = Scratch.Block(Result.Rows * width);
            RunPhases(picture, b, to, width, width, sample * Result.Rows, column);
            int columns = Math.Min(width, ResultChannels - column % ResultChannels);
            Scatter(to, width, result, Math.Max(0, _firstColumn - column), Math.Min(columns, _endColumn - column));
        }
    }

    /// <summary>Whether this part has columns of a panel.</summary>
    private readonly bool Covers(int panel, out int column, out int width)
    {
        int start = panel % PanelsOfGroup * PanelMatrix.Width;
        column = panel / PanelsOfGroup * ResultChannels + start;
        width = Math.Min(PanelMatrix.Width, Tensor<float>.PaddedColumns(ResultChannels) - start);
        return column < _endColumn && column + Math.Min(width, ResultChannels - start) > _firstColumn;
    }

    private readonly PanelMatrix WeightOf(int group) => new(
        Weight.Data + (nint)group * Weight.Inputs * Tensor<float>.PaddedColumns(Weight.Outputs), Weight.Inputs, Weight.Outputs);

    /// <summary>All phases of one panel: the epilogue runs over what lies in the first-level cache.</summary>
    private void RunPhases(in Picture picture, float* b, float* to, nint stride, int width, int firstRow, int column)
    {
        bool isWhole = ColumnPhases == 1;
        for (int i = 0; i < RowPhases; i++)
        {
            ref readonly TapAxis rows = ref Rows[i];
            for (int j = 0; j < ColumnPhases; j++)
                RunPhase(picture, rows, Columns[j], b, to, stride, width, firstRow, column, _isDirect && isWhole);
            for (int t = 0; t < rows.Count && !isWhole && _isDirect && Epilogue != null; t++)
            {
                int row = (rows.First + t * rows.Distance) * ResultWidth;
                Epilogue(EpilogueArgument, to + row * stride, stride, ResultWidth, width, firstRow + row, column);
            }
        }
    }

    /// <summary>The pixels of one phase, row by row.</summary>
    private void RunPhase(
        in Picture picture, in TapAxis rows, in TapAxis columns, float* b, float* to, nint stride, int width, int firstRow, int column, bool hasEpilogue)
    {
        int runsOfTapRow = RunsOfTapRow(columns);
        int taps = TapsBefore(rows, columns);
        nint tapRow = (nint)columns.Taps * SourceChannels * width;
        b += (nint)taps * SourceChannels * width;
        RunProduct product = new()
        {
            ARow = columns.Stride * picture.PixelPitch,
            AStep = 1,
            Count = runsOfTapRow > 0 ? columns.Taps * SourceChannels / runsOfTapRow : 0,
            BStep = width,
            CRow = columns.Distance * stride,
            Width = width,
            Epilogue = hasEpilogue ? Epilogue : null,
            EpilogueArgument = EpilogueArgument,
            FirstColumn = column,
        };
        nint* runs = _runs + RunsBefore(taps);
        for (int t = 0; t < rows.Count; t++)
        {
            int start = rows.Origin + t * rows.Stride;
            (int first, int end) = TapAxis.Clip(start, rows.Step, rows.Taps, SourceHeight);
            int row = (rows.First + t * rows.Distance) * ResultWidth;
            product.A = picture.Pixel(start, columns.Origin);
            product.Runs = runs + first * runsOfTapRow;
            product.RunCount = (end - first) * runsOfTapRow;
            product.B = b + first * tapRow;
            product.C = to + (row + columns.First) * stride;
            product.FirstRow = firstRow + row;
            _ahead.Share(ref product, columns.Count);
            product.Run(columns.Count);
        }
    }

    /// <summary>Runs along the taps of one row: one if they lie side by side, one each if they don't; in planes, one for each channel too.</summary>
    private readonly int RunsOfTapRow(in TapAxis columns) =>
        Source.HasPlanes ? columns.Taps * SourceChannels : columns.Step == 1 ? Math.Min(columns.Taps, 1) : columns.Taps;

    /// <summary>Where the runs of a phase are in the table.</summary>
    private readonly int RunsBefore(int taps) => Source.HasPlanes ? taps * SourceChannels : taps;

    /// <summary>Taps of the phases before this one: all weights of a phase lie together.</summary>
    private readonly int TapsBefore(in TapAxis rows, in TapAxis columns) => rows.TapsBefore * KernelWidth + rows.Taps * columns.TapsBefore;

    /// <summary>Where the runs of every phase begin.</summary>
    private void FillRuns()
    {
        _runs = Scratch.Runs(RunsBefore(KernelHeight * KernelWidth));
        for (int phase = 0; phase < RowPhases * ColumnPhases; phase++)
        {
            TapAxis rows = Rows[phase / ColumnPhases], columns = Columns[phase % ColumnPhases];
            nint* run = _runs + RunsBefore(TapsBefore(rows, columns));
            int runs = RunsOfTapRow(columns);
            int channels = Source.HasPlanes ? SourceChannels : 1;
            for (int i = 0; i < rows.Taps * runs; i++)
            {
                int column = i % runs / channels;
                run[i] = i / runs * rows.Step * Source.RowPitch + column * columns.Step * Source.PixelPitch + i % channels * Source.ChannelPitch;
            }
        }
    }

    /// <summary>Turns blocks of the weight's rows, the taps of a phase together and in the order in which it reads them.</summary>
    private readonly void Transpose(int firstPanel, int endPanel)
    {
        for (int panel = firstPanel; panel < endPanel; panel++)
        {
            if (!Covers(panel, out int column, out int width))
                continue;
            int start = panel % PanelsOfGroup * PanelMatrix.Width;
            PanelMatrix weight = WeightOf(panel / PanelsOfGroup);
            float* to = _transposed + (nint)(panel - firstPanel) * PanelFloats;
            for (int phase = 0; phase < RowPhases * ColumnPhases; phase++)
            {
                TapAxis rows = Rows[phase / ColumnPhases], columns = Columns[phase % ColumnPhases];
                for (int tap = 0; tap < rows.Taps * columns.Taps; tap++, to += SourceChannels * width)
                {
                    int y = rows.FirstTap + tap / columns.Taps * rows.TapStep;
                    int x = columns.FirstTap + tap % columns.Taps * columns.TapStep;
                    int row = (y * KernelWidth + x) * ResultChannels + start;
                    PanelTranspose.Run(weight, row, Math.Min(width, ResultChannels - start), width, to);
                }
            }
        }
    }

    /// <summary>Copies the columns of a panel that are this part's to their place between those of other groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Scatter(float* from, int width, float* to, int first, int end)
    {
        for (int row = 0; row < Result.Rows; row++, from += width, to += Result.Stride)
        {
            for (int column = first; column < end; column++)
                to[column] = from[column];
        }
    }

    /// <summary>What remains where panels were not written in place: padding columns and the epilogue.</summary>
    private readonly void Finish(Part part)
    {
        int first = part.RowStart * Result.Rows, end = part.RowEnd * Result.Rows;
        float* rows = Result.Data + (nint)first * Result.Stride;
        if (_endColumn > Result.Columns)
        {
            for (int row = 0; row < end - first; row++)
                new Span<float>(rows + (nint)row * Result.Stride + Result.Columns, _endColumn - Result.Columns).Clear();
        }

        if (Epilogue != null)
            Epilogue(EpilogueArgument, rows + _firstColumn, Result.Stride, end - first, _endColumn - _firstColumn, first, _firstColumn);
    }
}
