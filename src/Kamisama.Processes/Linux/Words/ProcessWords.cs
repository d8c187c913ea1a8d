namespace Kamisama.Processes;

/// <summary>What a process has said about itself so far. Told by the epoll thread, asked by any.</summary>
internal sealed class ProcessWords
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // 0: never. The clock began with the machine's start.
    private long _lastHeartbeat;
    private volatile string? _status;

    public Task Ready => _ready.Task;

    public long? LastHeartbeat => Volatile.Read(ref _lastHeartbeat) is var time and not 0 ? time : null;

    public string? Status => _status;

    public void SayReady() => _ready.TrySetResult();

    public void Hear(in NotifyMessage message)
    {
        // What is heard together is there before whoever waits for Ready goes on.
        if (message.Heartbeat)
        {
            Volatile.Write(ref _lastHeartbeat, TimeProvider.System.GetTimestamp());
        }

        if (message.Status is { } status)
        {
            _status = status.Length == 0 ? null : status;
        }

        if (message.Ready)
        {
            SayReady();
        }
    }
}
