using System.Runtime.ExceptionServices;
using GraphGen.Data;

namespace GraphGen.CompilerServices;

/// <summary>
/// A ring of batches between the loader's thread, which fills them, and the reader, who empties them. The thread goes on into the next
/// epoch of its own accord. When it has filled the ring it sleeps until half of it is empty, so that it is woken once for several
/// batches: small batches are read faster than a thread wakes.
/// </summary>
internal sealed class BatchQueue(BatchFiller filler, int prefetch, int batchesPerEpoch) : IDisposable
{
    private readonly object _gate = new();

    /// <summary>One more than are filled ahead: the reader holds one. Its first use makes a slot.</summary>
    private readonly BatchSlot?[] _slots = new BatchSlot?[prefetch + 1];
    private Thread? _thread;
    private bool _isDisposed;

    /// <summary>The slot that is read next, and how many from there on are filled.</summary>
    private int _first;
    private int _filled;

    /// <summary>Changes when the batches ahead are not those wanted, so that the thread drops what it is just making.</summary>
    private long _plan;

    /// <summary>The next batch to fill.</summary>
    private long _fillEpoch;
    private int _fillNumber;
    private bool _hasFailed;
    private bool _sleeps;

    /// <summary>The next batch to read, and who may read: later readings end earlier ones.</summary>
    private long _readEpoch;
    private int _readNumber;
    private long _reading;
    private bool _waits;

    /// <summary>Begins an epoch.</summary>
    /// <returns>The number of the reading, for <see cref="Next"/>.</returns>
    public long Begin(long epoch)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(DataLoader));
            bool isAhead = _thread is not null && _readNumber == 0 && !_hasFailed && (_readEpoch == epoch || filler.IsSameEveryEpoch);
            if (!isAhead)
            {
                (_fillEpoch, _fillNumber) = (epoch, 0);
                (_readEpoch, _readNumber) = (epoch, 0);
                _filled = 0;
                _hasFailed = false;
                _plan++;
                Wake();
            }

            if (prefetch > 0 && _thread is null)
            {
                _thread = new Thread(FillAhead) { IsBackground = true, Name = "GraphGen data loader" };
                _thread.Start();
            }

            return ++_reading;
        }
    }

    /// <summary>The next batch, or null at the end of the epoch.</summary>
    public BatchSlot? Next(long reading)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(DataLoader));
            if (reading != _reading)
                throw new InvalidOperationException("Another epoch of the same loader has begun, or this one has ended. A loader serves one reader at a time; make one for each.");
            if (_readNumber == batchesPerEpoch)
            {
                // The thread is already in the epoch that follows.
                (_readEpoch, _readNumber) = (_readEpoch + 1, 0);
                _reading++;
                return null;
            }
        }

        BatchSlot slot = prefetch == 0 ? FillNow() : Take();
        slot.Failure?.Throw();
        return slot;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.PulseAll(_gate);
        }

        // A change of the user's own that disposes of its loader must not wait for itself.
        if (_thread is not null && _thread != Thread.CurrentThread)
            _thread.Join();
    }

    private BatchSlot FillNow()
    {
        BatchSlot slot = _slots[0] ??= filler.NewSlot();
        filler.Fill(slot, _readEpoch, _readNumber);
        _readNumber++;
        return slot;
    }

    private BatchSlot Take()
    {
        lock (_gate)
        {
            while (_filled == 0 && !_isDisposed)
            {
                _waits = true;
                Monitor.Wait(_gate);
            }

            _waits = false;
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(DataLoader));
            BatchSlot slot = _slots[_first]!;
            if (slot.Failure is not null)
                return slot;
            _first = (_first + 1) % _slots.Length;
            _filled--;
            _readNumber++;
            if (_filled <= prefetch / 2 && !_hasFailed)
                Wake();
            return slot;
        }
    }

    private void Wake()
    {
        if (!_sleeps)
            return;
        _sleeps = false;
        Monitor.PulseAll(_gate);
    }

    private void FillAhead()
    {
        while (true)
        {
            BatchSlot slot;
            long plan, epoch;
            int number;
            lock (_gate)
            {
                if (_filled == prefetch || _hasFailed)
                    _sleeps = true;
                while (_sleeps && !_isDisposed)
                    Monitor.Wait(_gate);
                if (_isDisposed)
                    return;
                slot = _slots[(_first + _filled) % _slots.Length] ??= filler.NewSlot();
                (plan, epoch, number) = (_plan, _fillEpoch, _fillNumber);
            }

            slot.Failure = null;
            try
            {
                filler.Fill(slot, epoch, number);
            }
            catch (Exception failure)
            {
                slot.Failure = ExceptionDispatchInfo.Capture(failure);
            }

            lock (_gate)
            {
                if (plan != _plan)
                    continue;
                _filled++;
                _hasFailed = slot.Failure is not null;
                (_fillEpoch, _fillNumber) = number + 1 < batchesPerEpoch ? (epoch, number + 1) : (epoch + 1, 0);
                if (_waits)
                    Monitor.PulseAll(_gate);
            }
        }
    }
}
