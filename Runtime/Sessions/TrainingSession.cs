using System.ComponentModel;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>Trains a network: forward, backward and the optimizer's update in one call. While it steps, nobody else may use the network.</summary>
public abstract unsafe class TrainingSession : Session
{
    private readonly SessionLayout _layout;
    private readonly Port[] _targets;
    private AlignedBuffer? _gradients;
    private readonly AlignedBuffer[] _losses;
    private readonly OptimizerState _optimizer;
    private long _samples;

    /// <summary>Used by emitted code.</summary>
    protected TrainingSession(Network network, SessionLayout layout, int batchSize, Optimizer optimizer, int threads)
        : base(network, layout, batchSize, threads)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _layout = layout;
        _targets = Array.ConvertAll(layout.Targets, spec => new Port(spec, batchSize));
        _gradients = new AlignedBuffer(network.Store.Buffer.Length);
        _losses = Array.ConvertAll(layout.Losses, loss => new AlignedBuffer((long)loss.Rows * batchSize));
        _optimizer = optimizer.CreateState(network.Store.Segments, network.Store.Buffer.Length);
    }

    /// <summary>The targets, with memory of the session's own.</summary>
    public IReadOnlyList<Port> Targets => _targets;

    /// <summary>The number of steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>The weighted mean loss of the last step.</summary>
    public float LastLoss { get; private set; }

    /// <summary>The gradients of the last step in the kernels' own layout: for sums and norms; see <see cref="ReadGradient"/> for one by name.</summary>
    /// <exception cref="ObjectDisposedException">The session has been disposed.</exception>
    public ReadOnlySpan<float> Gradients
    {
        get
        {
            ObjectDisposedException.ThrowIf(_gradients is null, this);
            return _gradients.Span;
        }
    }

    /// <summary>One step on what lies in <see cref="Session.Inputs"/> and <see cref="Targets"/>.</summary>
    /// <param name="count">The number of samples, from 1 to the batch size.</param>
    /// <returns>The mean loss over the samples of this step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    /// <exception cref="ArgumentException">A class index is out of range.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, or the network is in use.</exception>
    public float Step(int count)
    {
        CheckCount(count);
        foreach (Port target in _targets)
        {
            if (target.ElementType == PortType.Int32)
                target.CheckIndices(target.Indices[..(count * target.ElementsPerSample)]);
        }

        using Call call = Enter(count);
        float loss = RunStep();
        FillOutputPorts();
        return loss;
    }

    /// <summary>Copies the gradient that the last step computed for a parameter, in its public layout.</summary>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>.</param>
    /// <param name="destination">Receives as many elements as the parameter has.</param>
    /// <exception cref="ArgumentException">There is no such parameter, or the length is another.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, or has been disposed.</exception>
    public void ReadGradient(string name, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(name);
        CheckIdle();
        foreach (Segment segment in Network.Store.Segments)
        {
            if (segment.Spec.Name != name)
                continue;
            if (destination.Length != segment.Count)
                throw new ArgumentException($"The gradient of '{name}' has {segment.Count} elements, but the span has {destination.Length}.", nameof(destination));
            segment.Read(Gradients, destination);
            return;
        }

        throw new ArgumentException($"There is no parameter '{name}'. The network has {string.Join(", ", Network.Store.Segments.Select(segment => segment.Spec.Name))}.", nameof(name));
    }

    /// <summary>Used by emitted code: the backward pass.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Backward(ref Worker w);

    /// <summary>Used by emitted code: the gradient of a weight matrix.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PanelMatrix PanelsGradient(int parameter) => PanelsIn(_gradients!, parameter);

    /// <summary>Used by emitted code: the gradient of a parameter vector.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ParameterVector VectorGradient(int parameter) => VectorIn(_gradients!, parameter);

    /// <summary>Used by emitted code: class indices of a target.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<int> TargetIndices(int index) => _targets[index].Integers;

    /// <summary>Used by emitted code: numbers of a target.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> TargetValues(int index) => _targets[index].Floats;

    /// <summary>Used by emitted code: the loss of every row.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Loss(int index) => new(_losses[index].Data, _layout.Losses[index].Rows, 1, 1);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckTarget(int index, ReadOnlySpan<int> target, int count)
    {
        _targets[index].CheckLength(target.Length, count);
        _targets[index].CheckIndices(target);
    }

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckTarget(int index, ReadOnlySpan<float> target, int count) => _targets[index].CheckLength(target.Length, count);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyTarget(int index, ReadOnlySpan<int> values) => values.CopyTo(_targets[index].Indices);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyTarget(int index, ReadOnlySpan<float> values) => values.CopyTo(_targets[index].Values);

    /// <summary>Used by emitted code: forward, backward and update on all workers, then the mean loss.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float RunStep()
    {
        _optimizer.Begin(Steps);
        Region.Step = Steps + 1;
        Region.FirstSample = _samples;
        RunRegion();
        Steps++;
        _samples += Region.Count;
        return LastLoss = MeanLoss(Region.Count);
    }

    /// <summary>
    /// Used by emitted code: the optimizer's update of the part of a parameter whose gradient this worker summed in the
    /// stage; see <c>Dense.BackwardParameters</c> for what the part is.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Update(ref Worker w, int stage, int parameter)
    {
        Part part = w.Part(stage);
        if (part.IsEmpty)
            return;
        Segment segment = Network.Store.Segments[parameter];
        if (!segment.IsPanels)
        {
            int start = part.ColumnStart * PanelMatrix.Width;
            if (part.RowStart == 0)
                Update(parameter, segment.Offset + start, Math.Min(part.ColumnEnd * PanelMatrix.Width, segment.PaddedLength) - start);
            return;
        }

        PanelMatrix panels = Panels(parameter);
        int firstRow = part.RowStart * Dense.WeightRowBlock;
        int rows = Math.Min(part.RowEnd * Dense.WeightRowBlock, panels.Inputs) - firstRow;
        for (int panel = part.ColumnStart; panel < part.ColumnEnd; panel++)
        {
            int width = panels.WidthOf(panel);
            Update(parameter, segment.Offset + panel * PanelMatrix.Width * panels.Inputs + firstRow * width, rows * width);
        }
    }

    private protected sealed override void RunPasses(ref Worker w)
    {
        Forward(ref w);
        Backward(ref w);
    }

    private protected sealed override void EnterNetwork(AccessGuard guard) => guard.EnterWrite();

    private protected sealed override void ExitNetwork(AccessGuard guard) => guard.ExitWrite();

    private protected sealed override void ReleaseMemory() => _gradients = null;

    private void Update(int parameter, int offset, int length) =>
        _optimizer.Update(Network.Store.Buffer.Data, _gradients!.Data, parameter, offset, length);

    /// <summary>One running chain in ascending sample order for each loss, in double precision.</summary>
    private float MeanLoss(int count)
    {
        double total = 0;
        for (int i = 0; i < _losses.Length; i++)
        {
            LossSpec loss = _layout.Losses[i];
            double sum = 0;
            for (int row = 0; row < count * loss.Rows; row++)
                sum += _losses[i].Data[row];
            total += loss.Weight * sum / ((double)count * loss.Divisor);
        }

        return (float)total;
    }
}
