namespace GraphGen.CompilerServices;

/// <summary>Lets one call at a time into a session, and none into a disposed one.</summary>
internal sealed class CallGate
{
    private const int Idle = 0;
    private const int InCall = 1;
    private const int Closed = 2;

    private PaddedInt _state;

    public bool IsInCall => Volatile.Read(ref _state.Value) == InCall;

    public bool IsClosed => Volatile.Read(ref _state.Value) == Closed;

    public void Enter(Session session)
    {
        int state = Interlocked.CompareExchange(ref _state.Value, InCall, Idle);
        if (state != Idle)
            throw Refusal(session, state);
    }

    public void Exit() => Volatile.Write(ref _state.Value, Idle);

    /// <summary>Closes the gate for good.</summary>
    /// <returns>Whether it was open until now.</returns>
    public bool Close(Session session) => Interlocked.CompareExchange(ref _state.Value, Closed, Idle) switch
    {
        Idle => true,
        Closed => false,
        int state => throw Refusal(session, state),
    };

    private static InvalidOperationException Refusal(Session session, int state) => state == Closed
        ? new ObjectDisposedException(session.GetType().FullName, "This session has been disposed. Create another one from the network.")
        : new InvalidOperationException("This session is in a call on another thread. A session serves one call at a time; create one for each thread.");
}
