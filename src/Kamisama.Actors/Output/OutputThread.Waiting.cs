namespace Kamisama.Actors;

/// <content>How it sleeps, and what wakes it: work, or room where there was none.</content>
internal sealed unsafe partial class OutputThread
{
    private readonly List<OutputSink> _stalled = [];

    // An eventfd, rung only while the thread sleeps.
    private readonly int _bell;
    private bool _isAsleep;

    /// <summary>Sleeps until there is something to do; when something is there, only looks at who was stalled.</summary>
    private void Await()
    {
        bool isBusy;
        lock (_gate)
        {
            isBusy = _work.Count > 0;
            _isAsleep = !isBusy;
        }

        if (isBusy && _stalled.Count == 0)
        {
            return;
        }

        LibC.PollRecord* records = stackalloc LibC.PollRecord[_stalled.Count + 1];
        records[0] = new LibC.PollRecord { Descriptor = _bell, Events = LibC.POLLIN };
        for (int i = 0; i < _stalled.Count; i++)
        {
            records[i + 1] = new LibC.PollRecord { Descriptor = _stalled[i].StalledDescriptor, Events = LibC.POLLOUT };
        }

        int count = LibC.Poll(records, (nuint)_stalled.Count + 1, isBusy ? 0 : -1);
        lock (_gate)
        {
            _isAsleep = false;
        }

        if (count > 0)
        {
            Answer(records);
        }
    }

    private void Answer(LibC.PollRecord* records)
    {
        if (records[0].Happened != 0)
        {
            ulong rings;
            _ = LibC.Read(_bell, &rings, sizeof(ulong));
        }

        for (int i = _stalled.Count - 1; i >= 0; i--)
        {
            OutputSink sink = _stalled[i];
            if (records[i + 1].Happened == 0)
            {
                continue;
            }

            sink.Continue();
            if (sink.StalledDescriptor < 0)
            {
                _stalled.RemoveAt(i);
                Relieve(sink);
            }
        }
    }

    private void Relieve(OutputSink sink)
    {
        while (sink.Waiting.TryDequeue(out WorkerStream? stream))
        {
            Enqueue(stream);
        }

        // Behind those.
        foreach (PoolOutput pool in sink.Pools)
        {
            Post(pool, () =>
            {
                sink.RestIfUnused();
                pool.CheckComplete();
            });
        }
    }

    private void WakeUp()
    {
        if (_isAsleep)
        {
            _isAsleep = false;
            ulong ring = 1;
            _ = LibC.Write(_bell, &ring, sizeof(ulong));
        }
    }
}
