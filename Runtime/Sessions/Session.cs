using System.ComponentModel;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// Memory and a plan to run a network, for up to <see cref="BatchSize"/> samples a call. A session serves one call at a
/// time; several sessions may share a network as <see cref="TrainingSession"/> and <see cref="InferenceSession"/> say.
/// </summary>
public abstract unsafe class Session : IDisposable
{
    private readonly SessionLayout _layout;
    private readonly AlignedBuffer _workspace;
    private readonly Tensor<float>[] _outputTensors;
    private readonly Dictionary<(int Count, int Workers), Plan> _plans = [];
    private readonly Region _region;
    private Plan? _plan;
    private (int Count, int Workers) _planKey;
    private int _inCall;
    private bool _isDisposed;

    private protected Session(Network network, SessionLayout layout, int batchSize, int threads)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        const int mostThreads = 1024;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, mostThreads);
        long largest = layout.Inputs.Concat(layout.Targets).Concat(layout.Outputs)
            .Select(port => (long)port.ElementsPerSample).Append(layout.WorkspaceFloatsPerSample).Max();
        if (largest * batchSize > AlignedBuffer.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A batch of {batchSize} samples takes {largest * batchSize} elements in one buffer, which holds at most {AlignedBuffer.MaxLength}. Choose at most {AlignedBuffer.MaxLength / largest} samples.");
        Network = network;
        _layout = layout;
        BatchSize = batchSize;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        Inputs = Array.ConvertAll(layout.Inputs, spec => new Port(spec, batchSize));
        Outputs = Array.ConvertAll(layout.Outputs, spec => new Port(spec, batchSize));
        _workspace = new AlignedBuffer((long)layout.WorkspaceFloatsPerSample * batchSize);
        _outputTensors = new Tensor<float>[layout.Outputs.Length];
        _region = new Region { Program = new PassProgram(this), Parts = [], Workers = 1, Seed = network.Seed };
        if (Threads > 1)
            WorkerTeam.Shared.Grow(Threads);
    }

    /// <summary>The most samples that one call may carry.</summary>
    public int BatchSize { get; }

    /// <summary>The number of workers that a call may use; the results are the same for any number.</summary>
    public int Threads { get; }

    /// <summary>The inputs, with memory of the session's own.</summary>
    public IReadOnlyList<Port> Inputs { get; }

    /// <summary>The outputs of the last call.</summary>
    public IReadOnlyList<Port> Outputs { get; }

    private protected Network Network { get; }

    private protected Region Region => _region;

    /// <summary>Ends the session; its memory goes with it.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        GC.SuppressFinalize(this);
    }

    /// <summary>Used by emitted code: the forward pass.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Forward(ref Worker w);

    /// <summary>Used by emitted code: the tensor of an input.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Input(int index) => Inputs[index].Floats;

    /// <summary>Used by emitted code: an input under another shape.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Input(int index, int rows, int columns) => new(Inputs[index].Floats.Data, rows, columns, columns);

    /// <summary>Used by emitted code: a value in the workspace.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> Workspace(int offset, int rows, int columns) =>
        new(_workspace.Data + (nint)offset * BatchSize, rows, columns, Tensor<float>.PaddedColumns(columns));

    /// <summary>Used by emitted code: a mask in the workspace, one bit an element.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<ulong> WorkspaceMask(int offset, int rows, int columns) =>
        new((ulong*)(_workspace.Data + (nint)offset * BatchSize), rows, columns, (columns + 63) / 64);

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
        Port first = Inputs[0];
        if (count == 0)
        {
            if (length == 0 || length % first.ElementsPerSample != 0)
                throw new ArgumentException($"'{first.Name}' takes a multiple of {first.ElementsPerSample} elements, that many for each sample, but the span has {length}.", first.Name);
            count = length / first.ElementsPerSample;
        }

        CheckCount(count);
        return count;
    }

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckInput(int index, int length, int count) => Inputs[index].CheckLength(length, count);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckOutput(int index, int length, int count) => Outputs[index].CheckLength(length, count);

    /// <summary>Used by emitted code: begins a call, which nothing else may enter until it is disposed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Call Enter(int count) => new(this, count);

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyInput(int index, ReadOnlySpan<float> values) => values.CopyTo(Inputs[index].Values);

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

    private protected abstract void EnterNetwork();

    private protected abstract void ExitNetwork();

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

    /// <summary>Fills the ports of the outputs, for callers that work on ports.</summary>
    private protected void CopyOutputsToPorts(int count)
    {
        for (int i = 0; i < Outputs.Count; i++)
            CopyOutput(i, Outputs[i].Values[..(count * Outputs[i].ElementsPerSample)]);
    }

    /// <summary>Forks, runs the passes on every worker, and joins.</summary>
    private protected void RunRegion()
    {
        if (Threads > 1 && PlanFor(_region.Count, Threads) is { Workers: > 1 } plan && WorkerTeam.Shared.TryBorrow())
        {
            try
            {
                _region.Prepare(plan);
                WorkerTeam.Shared.Run(_region);
            }
            finally
            {
                WorkerTeam.Shared.Return();
            }

            return;
        }

        _region.Prepare(PlanFor(_region.Count, 1));
        Worker worker = new(_region, 0);
        RunPasses(ref worker);
    }

    private Plan PlanFor(int count, int workers)
    {
        if (_plan is { } last && _planKey == (count, workers))
            return last;
        if (!_plans.TryGetValue((count, workers), out Plan? plan))
        {
            plan = StagePlanner.Of(_layout, count, workers);
            _plans.Add((count, workers), plan);
        }

        (_plan, _planKey) = (plan, (count, workers));
        return plan;
    }

    /// <summary>The time between entering and leaving a session.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected readonly ref struct Call
    {
        private readonly Session _session;

        internal Call(Session session, int count)
        {
            ObjectDisposedException.ThrowIf(session._isDisposed, session);
            if (Interlocked.CompareExchange(ref session._inCall, 1, 0) != 0)
                throw new InvalidOperationException("This session is in a call on another thread. A session serves one call at a time; create one for each thread.");
            try
            {
                session.EnterNetwork();
            }
            catch
            {
                Volatile.Write(ref session._inCall, 0);
                throw;
            }

            _session = session;
            session._region.Count = count;
        }

        /// <summary>Leaves the session.</summary>
        public void Dispose()
        {
            _session.ExitNetwork();
            Volatile.Write(ref _session._inCall, 0);
        }
    }

    private sealed class PassProgram(Session session) : IProgram
    {
        public void Run(ref Worker worker) => session.RunPasses(ref worker);
    }
}
