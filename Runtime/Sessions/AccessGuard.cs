namespace GraphGen.CompilerServices;

/// <summary>
/// Many readers or one writer, and no waiting: a network's parameters are read by inference while nobody changes them, and
/// a conflict is a mistake of the program that is told at once.
/// </summary>
/// <remarks>
/// Inference is the frequent case, and may run on many threads for nanoseconds. So a reading session announces itself in
/// its own <see cref="CallGate"/>, where it has to write anyway, and a writer looks through the gates. Both announce
/// themselves before they look, with a full fence between, so that at least one of two sees the other.
/// </remarks>
internal sealed class AccessGuard(string network)
{
    private readonly Lock _registering = new();
    private volatile WeakReference<CallGate>[] _gates = [];
    private int _writing;
    private long _version;
    private int _readers;

    /// <summary>Whether the parameters are being changed: for a session whose gate is registered and entered.</summary>
    public bool IsWriting => Volatile.Read(ref _writing) != 0;

    /// <summary>A number that every writer raises: for a session whose gate is entered while nobody writes.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Makes a reading session's gate known to writers, and forgets those that are gone.</summary>
    public void Register(CallGate gate)
    {
        lock (_registering)
            _gates = [.. _gates.Where(known => known.TryGetTarget(out CallGate? other) && !other.IsClosed), new WeakReference<CallGate>(gate)];
    }

    /// <summary>For everything that reads without a session.</summary>
    public void EnterRead()
    {
        Interlocked.Increment(ref _readers);
        if (!IsWriting)
            return;
        ExitRead();
        throw BeingChanged();
    }

    public void ExitRead() => Interlocked.Decrement(ref _readers);

    public void EnterWrite()
    {
        if (Interlocked.CompareExchange(ref _writing, 1, 0) != 0)
            throw BeingChanged();
        int readers = Volatile.Read(ref _readers);
        foreach (WeakReference<CallGate> known in _gates)
            readers += known.TryGetTarget(out CallGate? gate) && gate.IsInCall ? 1 : 0;
        if (readers == 0)
        {
            _version++;
            return;
        }

        ExitWrite();
        throw new InvalidOperationException($"The network '{network}' is in use by {readers} inference or reading call(s). Let them end before changing its parameters, or change a copy (CopyTo).");
    }

    public void ExitWrite() => Volatile.Write(ref _writing, 0);

    /// <summary>What a reader or a second writer is told.</summary>
    public InvalidOperationException BeingChanged() =>
        new($"The network '{network}' is being trained, written or loaded by another call. Let that end first, or work on a copy (CopyTo).");
}
