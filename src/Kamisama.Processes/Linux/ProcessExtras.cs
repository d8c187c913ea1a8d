namespace Kamisama.Processes;

/// <summary>What a process has only when its specification asks for it; most have none, and pay one empty reference for that.</summary>
/// <remarks>
/// <code>
/// For ─▶ Open ─┬─ no process ─▶ Abandon          Open and Abandon: spawner
///              └─ BeforeCollect                  BeforeCollect: epoll thread, at the end of the process
/// </code>
/// </remarks>
internal sealed class ProcessExtras
{
    private readonly ProcessSpec _spec;

    private ProcessExtras(ProcessSpec spec) => _spec = spec;

    public ProcessWords Words { get; } = new();

    /// <summary>What this specification asks for; <see langword="null"/>: nothing.</summary>
    public static ProcessExtras? For(ProcessSpec spec) => spec.NotifySocket ? new ProcessExtras(spec) : null;

    /// <summary>From the spawner, before there is a process.</summary>
    /// <param name="environment">Takes the variables that the process finds these things by.</param>
    /// <returns>Why not; <see langword="null"/>: all is there.</returns>
    public ProcessStartError? Open(Dictionary<string, string?>? environment)
    {
        if (!_spec.NotifySocket)
        {
            return null;
        }

        if (NotifySocket.Open(out int errno) is not { } socket)
        {
            return new ProcessStartError(ProcessStartStage.Prepare, errno, "the notification socket");
        }

        environment![NotifySocket.Variable] = socket.Address;
        return null;
    }

    /// <summary>From the notification socket: the process itself said this.</summary>
    public void Hear(in NotifyMessage message)
    {
        if (_spec.NotifySocket)
        {
            Words.Hear(message);
        }
    }

    /// <summary>From the epoll thread: the process has ended, and its pid is still its own.</summary>
    public void BeforeCollect()
    {
        if (_spec.NotifySocket)
        {
            NotifySocket.Drain();
        }
    }
}
