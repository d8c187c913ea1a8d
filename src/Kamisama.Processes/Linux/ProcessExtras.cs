namespace Kamisama.Processes;

/// <summary>What a process has only when its specification asks for it; most have none, and pay one empty reference for that.</summary>
/// <remarks>
/// <code>
/// Open ─▶ Place ─▶ CloseChildEnds ─▶ Watch ─▶ BeforeCollect ─▶ AfterExit
///   └───────┴─ there is no process ─▶ Abandon
/// </code>
/// All from the spawner, but the last two and <see cref="Hear"/>, which are from the epoll thread.
/// </remarks>
internal sealed class ProcessExtras
{
    private readonly ProcessSpec _spec;
    private readonly ReadinessPipe? _readiness;

    private ProcessExtras(ProcessSpec spec)
    {
        _spec = spec;
        _readiness = spec.ReadinessDescriptor is null ? null : new ReadinessPipe(Words);
    }

    public ProcessWords Words { get; } = new();

    /// <summary>What this specification asks for; <see langword="null"/>: nothing.</summary>
    public static ProcessExtras? For(ProcessSpec spec) =>
        spec.NotifySocket || spec.ReadinessDescriptor is not null ? new ProcessExtras(spec) : null;

    /// <summary>Before there is a process.</summary>
    /// <param name="environment">Takes the variables that the process finds these things by.</param>
    /// <returns>Why not; <see langword="null"/>: all is there.</returns>
    public ProcessStartError? Open(Dictionary<string, string?>? environment)
    {
        int errno = 0;
        if (_spec.NotifySocket)
        {
            if (NotifySocket.Open(out errno) is not { } socket)
            {
                return new ProcessStartError(ProcessStartStage.Prepare, errno, "the notification socket");
            }

            environment![NotifySocket.Variable] = socket.Address;
        }

        errno = _readiness?.Open() ?? 0;
        return errno == 0 ? null : new ProcessStartError(ProcessStartStage.Prepare, errno, "pipe");
    }

    /// <summary>Right before the process is created: gives it what it shall find among its descriptors.</summary>
    public void Place(PosixSpawn posixSpawn) => _readiness?.Place(posixSpawn, LauncherDescriptors.ReadinessOf(_spec));

    /// <summary>The process has its copies.</summary>
    public void CloseChildEnds() => _readiness?.CloseWriteEnd();

    /// <summary>Begins to read what it writes.</summary>
    /// <returns>0 or the errno.</returns>
    public int Watch() => _readiness?.Watch() ?? 0;

    /// <summary>There is no process, and will be none.</summary>
    public void Abandon() => _readiness?.Close();

    /// <summary>From the notification socket: the process itself said this.</summary>
    public void Hear(in NotifyMessage message)
    {
        if (_spec.NotifySocket)
        {
            Words.Hear(message);
        }
    }

    /// <summary>The process has ended, and its pid is still its own.</summary>
    public void BeforeCollect()
    {
        if (_spec.NotifySocket)
        {
            NotifySocket.Drain();
        }
    }

    /// <summary>The process was collected, and its exit is told next.</summary>
    public void AfterExit()
    {
        _readiness?.ReadRest();
        _readiness?.Close();
    }
}
