using System.ComponentModel;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// Runs a network forward. Any number of inference sessions may run on one network at once, as long as nobody trains,
/// writes or loads it meanwhile.
/// </summary>
public abstract class InferenceSession : Session
{
    private readonly AccessGuard _guard;
    private long _prepared = -1;

    /// <summary>Used by emitted code.</summary>
    protected InferenceSession(Network network, SessionLayout layout, int batchSize, int threads, bool logits)
        : base(network, layout, batchSize, threads)
    {
        Logits = logits;
        _guard = network.Guard;
        _guard.Register(Gate);
    }

    /// <summary>Whether outputs are given before the loss's link, instead of behind it.</summary>
    public bool Logits { get; }

    /// <summary>Runs the network on what lies in <see cref="Session.Inputs"/>, and leaves the results in <see cref="Session.Outputs"/>.</summary>
    /// <param name="count">The number of samples, from 1 to the batch size.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    /// <exception cref="ArgumentException">An index is out of range.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, or the network is being changed.</exception>
    public void Run(int count)
    {
        CheckCount(count);
        CheckInputPorts(count);
        using Call call = Enter(count);
        RunForward();
        FillOutputPorts();
    }

    /// <summary>Used by emitted code: the forward pass on all workers.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void RunForward()
    {
        RunRegion();
        _prepared = _guard.Version;
    }

    /// <summary>Used by emitted code: whether parameters may have changed since the last call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool MustPrepare => _prepared != _guard.Version;

    /// <summary>Used by emitted code: what hangs on parameters alone.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void PreparePass(ref Worker w)
    {
    }

    /// <summary>Used by emitted code: from logits to what the loss's link makes of them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void LinkPass(ref Worker w);

    private protected sealed override void RunPasses(ref Worker w)
    {
        ForwardPass(ref w);
        if (!Logits)
            LinkPass(ref w);
    }

    /// <summary>Used by emitted code: begins a call, which nothing else may enter until it is disposed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Call Enter(int count)
    {
        Gate.Enter(this);
        // The gate says to writers that this session reads.
        if (_guard.IsWriting)
        {
            Gate.Exit();
            throw _guard.BeingChanged();
        }

        Region.Count = count;
        return new Call(Gate);
    }

    /// <summary>The time between entering and leaving a session.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected readonly ref struct Call
    {
        private readonly CallGate _gate;

        internal Call(CallGate gate) => _gate = gate;

        /// <summary>Leaves the session.</summary>
        public void Dispose() => _gate.Exit();
    }
}
