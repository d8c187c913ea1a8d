namespace Kamisama.Processes;

/// <content>What the process says about itself.</content>
internal sealed partial class LinuxProcessHandle
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly ProcessExtras? _extras = extras;

    public Task Ready => _extras?.Words.Ready ?? Never;

    public long? LastHeartbeat => _extras?.Words.LastHeartbeat;

    public string? StatusText => _extras?.Words.Status;

    public IReadOnlyList<string> LastErrorLines => _extras?.LastErrorLines ?? [];

    public IReadOnlyList<string> LastOutputLines => _extras?.LastOutputLines ?? [];

    /// <summary>From the spawner, before there is a process.</summary>
    public ProcessStartError? OpenExtras(Dictionary<string, string?>? environment) => _extras?.Open(environment);

    /// <summary>From the spawner, right before the process is created.</summary>
    public void PlaceExtras(PosixSpawn posixSpawn) => _extras?.Place(posixSpawn);

    /// <summary>From the spawner: the process has its copies.</summary>
    public void CloseChildEnds() => _extras?.CloseChildEnds();

    /// <summary>From the epoll thread: the process itself said this. Takes no lock, for another handle's is held at its exit.</summary>
    public void Hear(in NotifyMessage message) => _extras?.Hear(message);
}
