namespace Kamisama.Runtime;

/// <summary>
/// Logs dead letters and unhandled messages at info level: the first few, then none for a while, so that an actor that is written to for
/// ever does not fill the log.
/// </summary>
internal sealed class DeadLetterListener(ActorSystem system, int max, TimeSpan? pause) : InternalActorRef
{
    private readonly Lock _lock = new();
    private int _count;
    private long _pausedAt;

    public override ActorPath Path => system.RootPath.Child("system", uid: 0).Child("deadLetterListener", uid: 0);

    internal override ActorSystem System => system;

    internal void Listen()
    {
        system.EventStream.Subscribe<DeadLetter>(this);
        system.EventStream.Subscribe<UnhandledMessage>(this);
    }

    internal override void Post(object message, IActorRef? sender)
    {
        // A log line that reached nobody must not make another one.
        if (message is AllDeadLetters { Message: not (LogEvent or IDeadLetterSuppression) } letter && Count() is { } count)
        {
            system.Logs.DeadLetter(letter, count);
        }
    }

    internal override void SendSystem(SystemMessage message) { }

    /// <returns>How the line says which letter it is; null: no line.</returns>
    private string? Count()
    {
        lock (_lock)
        {
            _count = _count == int.MaxValue ? 1 : _count + 1;
            if (_count < max || max == int.MaxValue)
            {
                return $"[{_count}] dead letters encountered";
            }

            if (_count == max)
            {
                _pausedAt = system.TimeProvider.GetTimestamp();
                return $"[{_count}] dead letters encountered, no more will be logged {(pause is { } time ? $"in the next [{time}]" : "at all")}";
            }

            if (pause is not { } length || system.TimeProvider.GetElapsedTime(_pausedAt) <= length)
            {
                return null;
            }

            int unseen = _count - max - 1;
            int count = _count;
            _count = 0;
            return $"[{count}] dead letters encountered, of which {unseen} were not logged. The counter is reset now";
        }
    }
}
