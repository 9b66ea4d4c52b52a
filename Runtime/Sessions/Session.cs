using System.ComponentModel;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// Memory and a plan to run a network, for up to <see cref="BatchSize"/> samples a call. A session serves one call at a
/// time; several sessions may share a network as <see cref="TrainingSession"/> and <see cref="InferenceSession"/> say.
/// </summary>
public abstract unsafe partial class Session : IDisposable
{
    private readonly SessionLayout _layout;
    private readonly CallGate _gate = new();
    private readonly Crew _crew;
    private readonly ReadableTensor[] _outputTensors;
    private readonly ReadableTensor[] _nodes;
    private readonly Port[] _inputs;
    private readonly Port[] _outputs;
    private readonly float*[] _inputMemory;
    private readonly Region _region;
    private PlanCache _plans;
    private readonly AlignedBuffer[] _workspaces;
    private readonly bool _needsSamples;
    private bool _isReleased;
    private int _uncopiedOutputs;
    private int _outputFrame;
    private int _lastCount;

    private protected Session(Network network, SessionLayout layout, int batchSize, int threads, int frames = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        const int mostThreads = 1024;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, mostThreads);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        SessionMemory.Check(layout, batchSize, frames);
        Network = network;
        _layout = layout;
        _needsSamples = layout.NeedsSamples is not null;
        BatchSize = batchSize;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        Frames = frames;
        _inputs = Array.ConvertAll(layout.Inputs, spec => new Port(spec, batchSize, fill: null, frames));
        _outputs = Array.ConvertAll(layout.Outputs, spec => new Port(spec, batchSize, FillOutputPorts));
        _inputMemory = new float*[_inputs.Length];
        FindInputMemory();
        _workspaces = new AlignedBuffer[frames];
        for (int i = 0; i < frames; i++)
            _workspaces[i] = new AlignedBuffer((long)layout.WorkspaceFloatsPerSample * batchSize + layout.WorkspaceFloats);
        _outputTensors = new ReadableTensor[layout.Outputs.Length];
        _nodes = new ReadableTensor[layout.Nodes.Length];
        _region = new Region { Program = new PassProgram(this), Parts = [], Workers = 1, Seed = network.Seed };
        _plans = new PlanCache(layout, batchSize, Threads, workers => CostModel.For(workers, Environment.ProcessorCount), KindsOfCalls);
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

    private protected int Frames { get; }

    /// <summary>The frame that the tensors are bound to.</summary>
    private protected int Frame { get; private set; }

    internal SessionLayout Layout => _layout;

    private protected Crew Crew => _crew;

    private protected Port InputPort(int index) => _inputs[index];

    private protected Network Network { get; }

    private protected Region Region => _region;

    private protected CallGate Gate => _gate;

    /// <summary>Ends the session and gives its memory back. Disposing twice is harmless.</summary>
    /// <exception cref="InvalidOperationException">The session is in a call on another thread.</exception>
    public void Dispose()
    {
        if (_gate.Close(this))
        {
            Array.Clear(_workspaces);
            _isReleased = true;
            ReleaseMemory();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Copies what the last call left of a value in between, for one that has a name.</summary>
    /// <param name="name">The name of a layer method of a graph (<c>see</c>), or of a layer that was given a <c>Name</c>; a second call of a method is <c>see#2</c>.</param>
    /// <param name="destination">Receives the elements of each sample of that call, without padding.</param>
    /// <exception cref="ArgumentException">There is no such value, or the length is another.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, has been disposed, or nothing was run yet.</exception>
    public void ReadNode(string name, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(name);
        CheckIdle();
        int index = Array.IndexOf(_layout.Nodes, name);
        if (index < 0)
        {
            string known = _layout.Nodes.Length == 0 ? "none; give a layer a Name to read what it gives" : string.Join(", ", _layout.Nodes);
            throw new ArgumentException($"There is no value '{name}' to read. There are: {known}.", nameof(name));
        }

        if (_lastCount == 0)
            throw new InvalidOperationException($"'{name}' has no value yet. Run the session first.");
        ReadTensor(_nodes[index], name, destination, _lastCount, "call");
    }

    private protected abstract void RunPasses(ref Worker w);

    private protected virtual void ReleaseMemory()
    {
    }

    private protected void CheckCount(int count)
    {
        if (count < 1 || count > BatchSize)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"This session carries 1 to {BatchSize} sample(s) a call, but {count} came. Give it fewer, or create a session with a larger batch size.");
        if (count == 1 && _needsSamples)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"'{_layout.NeedsSamples}' takes the mean and the variance of each feature over the samples of a call, and of one sample there is no variance. Give 2 or more samples a call, or freeze the layer (Frozen = true), which then goes by its running statistics.");
    }

    private protected PanelMatrix PanelsIn(AlignedBuffer buffer, int parameter)
    {
        Segment segment = Network.Store.State[parameter];
        return new PanelMatrix(buffer.Data + segment.Offset, segment.Spec.Panel.Inputs, segment.Spec.Panel.OutputsOfGroup);
    }

    private protected ParameterVector VectorIn(AlignedBuffer buffer, int parameter)
    {
        Segment segment = Network.Store.State[parameter];
        return new ParameterVector(buffer.Data + segment.Offset, segment.Count);
    }

    private protected ParameterTable TableIn(AlignedBuffer buffer, int parameter)
    {
        Segment segment = Network.Store.State[parameter];
        return new ParameterTable(buffer.Data + segment.Offset, segment.Spec.Shape[0], segment.Spec.Shape[1]);
    }

    /// <summary>Fills the ports of the outputs with the results of the last call, if that has not been done.</summary>
    private protected void FillOutputPorts()
    {
        int count = _uncopiedOutputs;
        if (count == 0 || _isReleased)
            return;
        _uncopiedOutputs = 0;
        int frame = Frame;
        Select(_outputFrame);
        for (int i = 0; i < _outputs.Length; i++)
            _outputTensors[i].Read(count, _outputs[i].FrameValues(0)[..(count * _outputs[i].ElementsPerSample)]);
        Select(frame);
    }

    /// <summary>Copies a value of so many samples for the user.</summary>
    private protected static void ReadTensor(ReadableTensor tensor, string name, Span<float> destination, int count, string source)
    {
        int elements = tensor.Elements;
        if (destination.Length != count * elements)
            throw new ArgumentException($"'{name}' has {elements} element(s) for each sample, {count * elements} for the {count} sample(s) of the last {source}, but the span has {destination.Length}.", nameof(destination));
        tensor.Read(count, destination);
    }

    /// <summary>Binds the tensors to a frame's memory.</summary>
    private protected void Select(int frame)
    {
        if (Frame == frame)
            return;
        Frame = frame;
        FindInputMemory();
        Bind();
    }

    /// <summary>Where the inputs of the present frame lie.</summary>
    private void FindInputMemory()
    {
        for (int i = 0; i < _inputs.Length; i++)
            _inputMemory[i] = _inputs[i].Floats(Frame).Data;
    }

    /// <summary>Throws if the session is in a call or disposed: for what reads its memory between calls.</summary>
    private protected void CheckIdle()
    {
        _gate.Enter(this);
        _gate.Exit();
    }

    private sealed class PassProgram(Session session) : IProgram
    {
        public void Run(ref Worker worker) => session.RunPasses(ref worker);
    }
}
