namespace GraphGen.CompilerServices;

/// <summary>
/// Many readers or one writer, and no waiting: a network's parameters are read by inference while nobody changes them, and
/// a conflict is a mistake of the program that is told at once.
/// </summary>
internal sealed class AccessGuard(string network)
{
    /// <summary>The number of readers, or -1 for a writer.</summary>
    private int _state;

    public void EnterRead()
    {
        int state = Volatile.Read(ref _state);
        while (true)
        {
            if (state < 0)
                throw new InvalidOperationException($"The network '{network}' is being trained, written or loaded by another call. Let that end first, or run on a copy (CopyTo).");
            int seen = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (seen == state)
                return;
            state = seen;
        }
    }

    public void ExitRead() => Interlocked.Decrement(ref _state);

    public void EnterWrite()
    {
        int seen = Interlocked.CompareExchange(ref _state, -1, 0);
        if (seen == 0)
            return;
        throw new InvalidOperationException(seen > 0
            ? $"The network '{network}' is in use by {seen} inference or reading call(s). Let them end before changing its parameters, or change a copy (CopyTo)."
            : $"The network '{network}' is being trained, written or loaded by another call. Let that end first.");
    }

    public void ExitWrite() => Volatile.Write(ref _state, 0);
}
