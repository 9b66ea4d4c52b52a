using System.ComponentModel;
using System.Globalization;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// Memory and a plan to run a network, for up to <see cref="BatchSize"/> samples a call. A session serves one call at a
/// time; several sessions may share a network as <see cref="TrainingSession"/> and <see cref="InferenceSession"/> say.
/// </summary>
public abstract unsafe class Session : IDisposable
{
    private readonly SessionLayout _layout;
    private readonly CallGate _gate = new();
    private readonly Crew _crew;
    private readonly Tensor<float>[] _outputTensors;
    private readonly Port[] _inputs;
    private readonly Port[] _outputs;
    private readonly Region _region;
    private PlanCache _plans;
    private AlignedBuffer? _workspace;
    private int _uncopiedOutputs;

    private protected Session(Network network, SessionLayout layout, int batchSize, int threads)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        const int mostThreads = 1024;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, mostThreads);
        CheckMemory(layout, batchSize);
        Network = network;
        _layout = layout;
        BatchSize = batchSize;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        _inputs = Array.ConvertAll(layout.Inputs, spec => new Port(spec, batchSize));
        _outputs = Array.ConvertAll(layout.Outputs, spec => new Port(spec, batchSize, FillOutputPorts));
        _workspace = new AlignedBuffer((long)layout.WorkspaceFloatsPerSample * batchSize);
        _outputTensors = new Tensor<float>[layout.Outputs.Length];
        _region = new Region { Program = new PassProgram(this), Parts = [], Workers = 1, Seed = network.Seed };
        _plans = new PlanCache(layout, batchSize, Threads, workers => CostModel.For(workers, Environment.ProcessorCount));
        _crew = new Crew(Threads - 1);
        PrepareTeam();
    }

    /// <summary>The most samples that one call may carry.</summary>
    public int BatchSize { get; }

    /// <summary>The number of workers that a call may use; the results are the same for any number.</summary>
    public int Threads { get; }

    /// <summary>The inputs, with memory of the session's own.</summary>
    public IReadOnlyList<Port> Inputs => _inputs;

    /// <summary>The outputs of the last call.</summary>
    public IReadOnlyList<Port> Outputs => _outputs;

    private protected Network Network { get; }

    private protected Region Region => _region;

    private protected CallGate Gate => _gate;

    /// <summary>Ends the session and gives its memory back. Disposing twice is harmless.</summary>
    /// <exception cref="InvalidOperationException">The session is in a call on another thread.</exception>
    public void Dispose()
    {
        if (_gate.Close(this))
        {
            _workspace = null;
            ReleaseMemory();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Used by emitted code: the forward pass.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Forward(ref Worker w);

    /// <summary>Used by emitted code: the tensor of an input.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Input(int index) => _inputs[index].Floats;

    /// <summary>Used by emitted code: an input under another shape.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Input(int index, int rows, int columns) => new(_inputs[index].Floats.Data, rows, columns, columns);

    /// <summary>Used by emitted code: a value in the workspace.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Workspace(int offset, int rows, int columns) =>
        new(_workspace!.Data + (nint)offset * BatchSize, rows, columns, Tensor<float>.PaddedColumns(columns));

    /// <summary>Used by emitted code: a mask in the workspace, one bit an element.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<ulong> WorkspaceMask(int offset, int rows, int columns) =>
        new((ulong*)(_workspace!.Data + (nint)offset * BatchSize), rows, columns, (columns + 63) / 64);

    /// <summary>Used by emitted code: a weight matrix.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PanelMatrix Panels(int parameter) => PanelsIn(Network.Store.Buffer, parameter);

    /// <summary>Used by emitted code: a parameter vector.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ParameterVector Vector(int parameter) => VectorIn(Network.Store.Buffer, parameter);

    /// <summary>Used by emitted code: says which tensor is an output.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void BindOutput(int index, Tensor<float> tensor) => _outputTensors[index] = tensor;

    /// <summary>Used by emitted code: the number of samples of a call.</summary>
    /// <exception cref="ArgumentException">The length of the first input is no multiple of its elements for a sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is not between 1 and the batch size.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int CountOf(int length, int count)
    {
        Port first = _inputs[0];
        if (count == 0)
        {
            if (length == 0 || length % first.ElementsPerSample != 0)
                throw new ArgumentException($"'{first.Name}' takes a multiple of {first.ElementsPerSample} elements, that many for each sample, but the span has {length}.", first.Name);
            count = length / first.ElementsPerSample;
            if (count > BatchSize)
                throw new ArgumentException($"This session carries at most {BatchSize} sample(s) a call, but '{first.Name}' has {count}, {length} elements of {first.ElementsPerSample} a sample. Give it fewer, or create a session with a larger batch size.", first.Name);
        }

        CheckCount(count);
        return count;
    }

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckInput(int index, int length, int count) => _inputs[index].CheckLength(length, count);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckOutput(int index, int length, int count) => _outputs[index].CheckLength(length, count);

    /// <summary>Used by emitted code: begins a call, which nothing else may enter until it is disposed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Call Enter(int count) => new(this, count);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyInput(int index, ReadOnlySpan<float> values) => values.CopyTo(_inputs[index].Values);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyOutput(int index, Span<float> values)
    {
        Tensor<float> tensor = _outputTensors[index];
        int rows = _region.Count * tensor.Rows;
        if (tensor.Stride == tensor.Columns)
        {
            new ReadOnlySpan<float>(tensor.Data, rows * tensor.Columns).CopyTo(values);
            return;
        }

        for (int row = 0; row < rows; row++)
            new ReadOnlySpan<float>(tensor.Data + (nint)row * tensor.Stride, tensor.Columns).CopyTo(values[(row * tensor.Columns)..]);
    }

    private protected abstract void RunPasses(ref Worker w);

    /// <summary>Claims the network for a call, or throws; the session's gate is entered already.</summary>
    private protected abstract void EnterNetwork(AccessGuard guard);

    private protected abstract void ExitNetwork(AccessGuard guard);

    private protected virtual void ReleaseMemory()
    {
    }

    private protected void CheckCount(int count)
    {
        if (count < 1 || count > BatchSize)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"This session carries 1 to {BatchSize} sample(s) a call, but {count} came. Give it fewer, or create a session with a larger batch size.");
    }

    private protected PanelMatrix PanelsIn(AlignedBuffer buffer, int parameter)
    {
        Segment segment = Network.Store.Segments[parameter];
        return new PanelMatrix(buffer.Data + segment.Offset, segment.Spec.Shape[1], segment.Spec.Shape[0]);
    }

    private protected ParameterVector VectorIn(AlignedBuffer buffer, int parameter)
    {
        Segment segment = Network.Store.Segments[parameter];
        return new ParameterVector(buffer.Data + segment.Offset, segment.Count);
    }

    /// <summary>Fills the ports of the outputs with the results of the last call, if that has not been done.</summary>
    private protected void FillOutputPorts()
    {
        int count = _uncopiedOutputs;
        if (count == 0 || _workspace is null)
            return;
        _uncopiedOutputs = 0;
        for (int i = 0; i < _outputs.Length; i++)
            CopyOutput(i, _outputs[i].Values[..(count * _outputs[i].ElementsPerSample)]);
    }

    /// <summary>Throws if the session is in a call or disposed: for what reads its memory between calls.</summary>
    private protected void CheckIdle()
    {
        _gate.Enter(this);
        _gate.Exit();
    }

    /// <summary>Lets tests share out what is not worth it.</summary>
    internal void PlanWith(CostModel costs)
    {
        _plans = new PlanCache(_layout, BatchSize, Threads, _ => costs);
        PrepareTeam();
    }

    /// <summary>Starts the threads, and takes the memory, that the plans ask for.</summary>
    private void PrepareTeam()
    {
        WorkerTeam.Shared.Grow(_plans.MostWorkers);
        _region.Parts = new Part[_layout.Stages.Length * _plans.MostWorkers];
    }

    /// <summary>Forks, runs the passes on every worker, and joins.</summary>
    private protected void RunRegion()
    {
        _uncopiedOutputs = 0;
        Plan plan = _plans.For(_region.Count, Threads);
        if (plan.Workers == 1 || !TryRunOnTeam(plan))
        {
            _region.Prepare(_layout, _plans.Serial);
            Worker worker = new(_region, 0);
            RunPasses(ref worker);
        }

        _uncopiedOutputs = _region.Count;
    }

    /// <summary>Runs on the members of the team that are idle; false if there are none, or too few to be worth it.</summary>
    private bool TryRunOnTeam(Plan plan)
    {
        int idle = _crew.Borrow(plan.Workers - 1);
        try
        {
            if (idle < plan.Workers - 1)
            {
                plan = _plans.For(_region.Count, idle + 1);
                if (plan.Workers == 1)
                    return false;
                _crew.Return(kept: plan.Workers - 1);
            }

            _region.Prepare(_layout, plan);
            _crew.Run(_region);
        }
        finally
        {
            _crew.Return(kept: 0);
        }

        _region.ThrowFailure();
        return true;
    }

    private static void CheckMemory(SessionLayout layout, int batchSize)
    {
        long largest = Math.Max(1, layout.WorkspaceFloatsPerSample);
        long sum = layout.WorkspaceFloatsPerSample;
        foreach (PortSpec[] ports in (PortSpec[][])[layout.Inputs, layout.Targets, layout.Outputs])
        {
            foreach (PortSpec port in ports)
            {
                largest = Math.Max(largest, port.ElementsPerSample);
                sum += port.ElementsPerSample;
            }
        }

        foreach (LossSpec loss in layout.Losses)
        {
            largest = Math.Max(largest, loss.Rows);
            sum += loss.Rows;
        }

        if (largest * batchSize > AlignedBuffer.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A batch of {batchSize} samples takes {largest * batchSize} elements in one buffer, which holds at most {AlignedBuffer.MaxLength}. Choose at most {AlignedBuffer.MaxLength / largest} samples.");
        double bytes = (double)sizeof(float) * sum * batchSize;
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (available > 0 && bytes > available)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, string.Create(CultureInfo.InvariantCulture, $"A batch of {batchSize} samples takes {bytes / (1 << 30):F1} GiB, but this process may have {(double)available / (1 << 30):F1} GiB. Choose a smaller batch size."));
    }

    /// <summary>The time between entering and leaving a session.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected readonly ref struct Call
    {
        private readonly Session _session;

        internal Call(Session session, int count)
        {
            session._gate.Enter(session);
            try
            {
                session.EnterNetwork(session.Network.Guard);
            }
            catch
            {
                session._gate.Exit();
                throw;
            }

            _session = session;
            session._region.Count = count;
        }

        /// <summary>Leaves the session.</summary>
        public void Dispose()
        {
            _session.ExitNetwork(_session.Network.Guard);
            _session._gate.Exit();
        }
    }

    private sealed class PassProgram(Session session) : IProgram
    {
        public void Run(ref Worker worker) => session.RunPasses(ref worker);
    }
}
