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
    private readonly OutputPipe? _output;
    private readonly OutputPipe? _error;

    private ProcessExtras(ProcessSpec spec)
    {
        _spec = spec;
        _readiness = spec.ReadinessDescriptor is null ? null : new ReadinessPipe(Words);
        _output = OutputPipe.For(spec.StandardOutput, 1);
        _error = OutputPipe.For(spec.StandardError, 2);
        ControlGroup = spec.ControlGroup is null ? null : new ControlGroup(spec.ControlGroup);
    }

    public ProcessWords Words { get; } = new();

    public ControlGroup? ControlGroup { get; }

    public IReadOnlyList<string> LastOutputLines => _output?.LastLines ?? [];

    public IReadOnlyList<string> LastErrorLines => _error?.LastLines ?? [];

    /// <summary>What this specification asks for; <see langword="null"/>: nothing.</summary>
    public static ProcessExtras? For(ProcessSpec spec) =>
        spec.NotifySocket
        || spec.ReadinessDescriptor is not null
        || spec.StandardOutput is ProcessStdio.LastLines or ProcessStdio.Captured
        || spec.StandardError is ProcessStdio.LastLines or ProcessStdio.Captured
        || spec.ControlGroup is not null
            ? new ProcessExtras(spec)
            : null;

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

        if (_spec.StandardOutput is ProcessStdio.LastLines || _spec.StandardError is ProcessStdio.LastLines)
        {
            OutputWriter.Begin();
        }

        errno = ForEachPipe(static pipe => pipe.Open());
        return errno == 0 ? ControlGroup?.Make() : new ProcessStartError(ProcessStartStage.Prepare, errno, "pipe");
    }

    /// <summary>Right before the process is created: gives it what it shall find among its descriptors.</summary>
    public void Place(PosixSpawn posixSpawn)
    {
        _readiness?.Place(posixSpawn, LauncherDescriptors.ReadinessOf(_spec));
        _output?.Place(posixSpawn, LauncherDescriptors.OutputOf(_spec, 1));
        _error?.Place(posixSpawn, LauncherDescriptors.OutputOf(_spec, 2));
    }

    /// <summary>The process has its copies.</summary>
    public void CloseChildEnds()
    {
        _readiness?.CloseWriteEnd();
        _output?.CloseWriteEnd();
        _error?.CloseWriteEnd();
    }

    /// <summary>Begins to read what it writes.</summary>
    /// <returns>0 or the errno.</returns>
    public int Watch(int pid)
    {
        int errno = _readiness?.Watch() ?? 0;
        errno = errno == 0 ? _output?.Watch(pid) ?? 0 : errno;
        return errno == 0 ? _error?.Watch(pid) ?? 0 : errno;
    }

    /// <summary>There is no process, and will be none.</summary>
    public void Abandon()
    {
        _readiness?.Close();
        _output?.Close();
        _error?.Close();
        ControlGroup?.Abandon();
    }

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
        _output?.ReadRest();
        _error?.ReadRest();
        ControlGroup?.RemoveWhenEmpty();
    }

    /// <summary>Goes on until one fails; gives 0 or its errno.</summary>
    private int ForEachPipe(Func<ChildPipe, int> step)
    {
        foreach (ChildPipe? pipe in (ReadOnlySpan<ChildPipe?>)[_readiness, _output, _error])
        {
            if (pipe is not null && step(pipe) is not 0 and var errno)
            {
                return errno;
            }
        }

        return 0;
    }
}
