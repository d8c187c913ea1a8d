namespace Kamisama.Runtime.TestKit;

/// <summary>What a test actor has got and the test has not taken yet, and what came before, for failure texts. Any thread.</summary>
#pragma warning disable CA1001 // Senders may be later than the test; and without a wait handle the semaphore has nothing to let go.
internal sealed class Inbox
#pragma warning restore CA1001
{
    private const int Remembered = 64;

    private readonly Lock _lock = new();
    private readonly Queue<RealMessageEnvelope> _waiting = [];
    private readonly Queue<RealMessageEnvelope> _recent = [];
    private readonly SemaphoreSlim _available = new(0);
    private long _forgotten;

    internal bool HasAny => _available.CurrentCount > 0;

    internal void Add(object message, IActorRef sender, bool ignored)
    {
        lock (_lock)
        {
            var envelope = new RealMessageEnvelope(message, sender, ignored ? MessageFate.Ignored : MessageFate.Waiting);
            _recent.Enqueue(envelope);
            if (_recent.Count > Remembered)
            {
                _recent.Dequeue();
                _forgotten++;
            }

            if (ignored)
            {
                return;
            }

            _waiting.Enqueue(envelope);
        }

        _available.Release();
    }

    /// <summary>The next message; null when there is none in time.</summary>
    internal async Task<RealMessageEnvelope?> Next(TimeSpan max, Waiting how, CancellationToken token)
    {
        if (!await Wait(max, how, token).ConfigureAwait(false))
        {
            return null;
        }

        lock (_lock)
        {
            RealMessageEnvelope next = _waiting.Dequeue();
            next.Fate = MessageFate.Taken;
            return next;
        }
    }

    /// <summary>The next message, which stays; null when there is none in time.</summary>
    internal async Task<RealMessageEnvelope?> Peek(TimeSpan max, Waiting how, CancellationToken token)
    {
        if (!await Wait(max, how, token).ConfigureAwait(false))
        {
            return null;
        }

        lock (_lock)
        {
            _available.Release();
            return _waiting.Peek();
        }
    }

    /// <summary>The messages so far, oldest first, and how many more have been forgotten.</summary>
    internal (RealMessageEnvelope[] Recent, long Forgotten) Past()
    {
        lock (_lock)
        {
            return ([.. _recent], _forgotten);
        }
    }

    private async Task<bool> Wait(TimeSpan max, Waiting how, CancellationToken token)
    {
        var patience = Patience.For(max);
        while (true)
        {
            bool any = how == Waiting.Blocking
                ? _available.Wait(patience.Left, token)
                : await _available.WaitAsync(patience.Left, token).ConfigureAwait(false);
            if (any || patience.IsOver)
            {
                return any;
            }
        }
    }
}
