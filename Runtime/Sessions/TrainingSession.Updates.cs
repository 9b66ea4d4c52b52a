using System.ComponentModel;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>The optimizer's updates: behind each gradient within a step, or of all at once.</summary>
public abstract unsafe partial class TrainingSession
{
    /// <summary>Elements that are worth a worker of their own in an update of all.</summary>
    private const int ElementsPerWorker = 1 << 16;

    private Region? _updateRegion;

    /// <summary>The learning rate of the last update, before the groups' scales; 0 before the first.</summary>
    public double LearningRate => _optimizer.LearningRate;

    /// <summary>Updates the parameters by the gradients that have accumulated; they stay as they are until <see cref="ZeroGradients"/>.</summary>
    /// <remarks>
    /// A scale of 1 / n behind n batches of equal size, n a power of two, gives the same bits as one batch of all their samples. Weights that
    /// the graph uses several times are the exception: their sums run use by use, and then agree up to rounding.
    /// Behind a <see cref="BatchNormAttribute"/> that is not frozen small batches have statistics of their own, and other gradients.
    /// </remarks>
    /// <param name="scale">A factor on all gradients: 1 / n for the mean of n backward passes of equal size. Finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not finite or not above 0.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, the network is in use, or the schedule gave no rate; nothing was changed.</exception>
    public void ApplyGradients(float scale = 1f)
    {
        if (!(scale is > 0f and <= float.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale of gradients must be a finite number above 0.");
        using Call call = Enter(BatchSize, Frame);
        _optimizer.Begin(Steps, scale);
        UpdateAll();
        Steps++;
    }

    /// <summary>Changes the learning rate from the next update on: a number, or a schedule over <see cref="Steps"/>.</summary>
    /// <param name="schedule">The rate; it takes the place of the optimizer's. Checkpoints do not keep it: set it again behind <see cref="LoadCheckpoint(string)"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, or has been disposed.</exception>
    public void SetLearningRate(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        CheckIdle();
        _optimizer.SetSchedule(schedule);
    }

    /// <summary>Reports a metric, such as the loss on validation data, to a schedule that follows one (<see cref="Schedule.OnPlateau"/>); others ignore it.</summary>
    /// <param name="metric">The metric's new value.</param>
    /// <exception cref="InvalidOperationException">The session is in a call, or has been disposed.</exception>
    public void ReportMetric(double metric)
    {
        CheckIdle();
        _optimizer.Report(metric);
    }

    /// <summary>
    /// Used by emitted code: the optimizer's update of the part of a parameter whose gradient this worker summed in the
    /// stage; see <c>Dense.BackwardParameters</c> and <c>Embedding.BackwardParameters</c> for what the part is.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Update(ref Worker w, int stage, int parameter)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty || !_updates)
            return;
        Segment segment = Network.Store.Segments[parameter];
        if (segment.Spec.Form == ParameterForm.Table)
        {
            int stride = segment.PaddedLength / segment.Spec.Shape[0];
            Update(parameter, segment.Offset + part.RowStart * stride, (part.RowEnd - part.RowStart) * stride);
            return;
        }

        if (segment.Spec.Form == ParameterForm.Vector)
        {
            int start = part.ColumnStart * PanelMatrix.Width;
            if (part.RowStart == 0)
                Update(parameter, segment.Offset + start, Math.Min(part.ColumnEnd * PanelMatrix.Width, segment.PaddedLength) - start);
            return;
        }

        PanelMatrix panels = Panels(parameter);
        int groups = segment.Spec.Panel.Groups;
        for (int group = 0; group < groups; group++)
        {
            int offset = segment.Offset + group * (segment.PaddedLength / groups);
            for (int panel = 0; panel < panels.Panels; panel++)
            {
                // A panel is of the part that has its first column.
                int column = (group * panels.Outputs + panel * PanelMatrix.Width) / PanelMatrix.Width, width = panels.WidthOf(panel);
                if (column >= part.ColumnStart && column < part.ColumnEnd)
                    UpdateRows(part, Layout.Stages[stage].RowUnits, segment.Spec.Panel, parameter, offset + panel * PanelMatrix.Width * panels.Inputs, width);
            }
        }
    }

    /// <summary>A part's rows of one panel. Row units are rows, or as many channels at each position of a window as make up the units.</summary>
    private void UpdateRows(Part part, int units, in PanelLayout layout, int parameter, int panel, int width)
    {
        int positions = units == layout.Inputs ? 1 : layout.Inputs / layout.Channels;
        int rows = layout.Inputs / positions, size = rows / units;
        for (int position = 0; position < positions; position++)
            Update(parameter, panel + (position * rows + part.RowStart * size) * width, (part.RowEnd - part.RowStart) * size * width);
    }

    private void Update(int parameter, int offset, int length) =>
        _optimizer.Update(Network.Store.Buffer.Data, _gradients!.Data, parameter, offset, length);

    /// <summary>The update of all parameters, behind <see cref="OptimizerState.Begin"/>.</summary>
    private void UpdateAll()
    {
        if (_optimizer.NeedsNorm)
            _optimizer.SetNorm(GradientNorm.Of(_gradients!.Data, Network.Store.Segments, _optimizer));
        int workers = Math.Min(Threads, Network.Store.ParameterLength / ElementsPerWorker);
        if (workers <= 1)
        {
            UpdateShare(0, 1);
            return;
        }

        _updateRegion ??= new Region { Program = new UpdateProgram(this), Parts = [], Workers = 1 };
        _updateRegion.Workers = 1 + Crew.Borrow(workers - 1);
        try
        {
            Crew.Run(_updateRegion);
        }
        finally
        {
            Crew.Return(kept: 0);
        }

        _updateRegion.ThrowFailure();
    }

    /// <summary>One worker's share: an equal piece of the flat buffer, as far as it holds parameters.</summary>
    private void UpdateShare(int worker, int workers)
    {
        const int unit = 16;
        long units = Network.Store.ParameterLength / unit;
        int start = (int)(units * worker / workers) * unit, end = (int)(units * (worker + 1) / workers) * unit;
        Segment[] segments = Network.Store.Segments;
        for (int i = 0; i < segments.Length; i++)
        {
            int first = Math.Max(start, segments[i].Offset), last = Math.Min(end, segments[i].Offset + segments[i].PaddedLength);
            if (first < last && !_optimizer.IsFrozen(i))
                Update(i, first, last - first);
        }
    }

    private sealed class UpdateProgram(TrainingSession session) : IProgram
    {
        public void Run(ref Worker worker) => session.UpdateShare(worker.Index, session._updateRegion!.Workers);
    }
}
