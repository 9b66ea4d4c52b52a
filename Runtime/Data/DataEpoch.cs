using GraphGen.CompilerServices;

namespace GraphGen.Data;

/// <summary>The batches of one epoch of a <see cref="DataLoader"/>, made for <c>foreach</c>: each is there once.</summary>
public struct DataEpoch
{
    private readonly BatchQueue _queue;
    private readonly long _reading;
    private BatchSlot? _slot;
    private bool _hasEnded;

    internal DataEpoch(BatchQueue queue, long reading)
    {
        _queue = queue;
        _reading = reading;
    }

    /// <summary>The present batch.</summary>
    /// <exception cref="InvalidOperationException">There is none: <see cref="MoveNext"/> was not called, or found no more.</exception>
    public readonly DataBatch Current => new(_slot ?? throw new InvalidOperationException("There is no batch here: call MoveNext, and read only where it gives true."));

    /// <summary>This, for <c>foreach</c>.</summary>
    public readonly DataEpoch GetEnumerator() => this;

    /// <summary>Goes on to the next batch, and waits for it if the loader is behind.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidOperationException">Another epoch of the same loader has begun.</exception>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    public bool MoveNext()
    {
        _slot = _hasEnded ? null : _queue.Next(_reading);
        _hasEnded = _slot is null;
        return !_hasEnded;
    }
}
