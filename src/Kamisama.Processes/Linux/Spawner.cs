namespace Kamisama.Processes;

/// <summary>The one thread on which every process of the application is created, for all hosts and all calling threads.</summary>
/// <remarks>
/// <para>The death signal follows the thread that created the child, not the process, see PR_SET_PDEATHSIG(2const). On a
/// thread-pool thread it would come twenty idle seconds later; so this thread never ends.</para>
/// <para>It waits for nothing: whether execve(2) worked is told to <see cref="EpollThread"/>, and the next start overlaps with it.</para>
/// </remarks>
internal sealed class Spawner
{
    private readonly object _arrived = new();
    private readonly EnvironmentBlock _environment = new();
    private readonly NativeTexts _texts = new();
    private readonly NativePointers _arguments = new();
    private readonly PosixSpawn _posixSpawn = new();
    private List<StartRequest> _queue = [];

    private Spawner() => new Thread(Run) { IsBackground = true, Name = "kamisama-spawner" }.UnsafeStart();

    /// <summary>The thread; begins with its first use.</summary>
    public static Spawner Shared { get; } = new();

    /// <summary>Asks for a start; the request's handle tells what became of it.</summary>
    public void Enqueue(StartRequest request)
    {
        lock (_arrived)
        {
            _queue.Add(request);
            Monitor.Pulse(_arrived);
        }
    }

    private void Run()
    {
        List<StartRequest> batch = [];
        while (true)
        {
            batch.Clear();
            lock (_arrived)
            {
                while (_queue.Count == 0)
                {
                    Monitor.Wait(_arrived);
                }

                (_queue, batch) = (batch, _queue);
            }

            _environment.Invalidate();
            foreach (StartRequest request in batch)
            {
                StartOrReport(request);
            }

            OomKills.BeginOnce();
        }
    }

    private void StartOrReport(StartRequest request)
    {
        try
        {
            if (Start(request) is { } error)
            {
                request.Handle.Fail(error);
            }
        }
        catch (ProcessStartException exception)
        {
            request.Handle.Fail(exception.Error);
        }
#pragma warning disable CA1031 // Whatever happens in one start: this thread's end would end every worker of the application.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            int errno = exception is OutOfMemoryException ? Errnos.ENOMEM : Errnos.EIO;
            request.Handle.Fail(new ProcessStartError(ProcessStartStage.Prepare, errno, exception.Message));
        }
    }

    private ProcessStartError? Start(StartRequest request)
    {
        var (path, errno) = CommandPath.Resolve(
            request.Spec.FileName, _environment.ValueOf("PATH", request), request.Spec.WorkingDirectory);
        if (path is null)
        {
            return new ProcessStartError(ProcessStartStage.Execute, errno, request.Spec.FileName);
        }

        request.SetPath(path);
        if (request.Handle.OpenExtras(request.Environment) is { } missing)
        {
            return missing;
        }

        errno = StartPipe.Create(out StartPipe pipe);
        if (errno != 0)
        {
            return new ProcessStartError(ProcessStartStage.Prepare, errno, "pipe");
        }

        ProcessStartError? error = null;
        try
        {
            error = CreateProcess(request, ref pipe);
        }
        finally
        {
            pipe.CloseWhatIsOpen();
        }

        return error;
    }

    private unsafe ProcessStartError? CreateProcess(StartRequest request, ref StartPipe pipe)
    {
        byte** environment = _environment.Build(request);
        byte** arguments = Marshal(request.Command);
        lock (OwnChildren.SpawnGate)
        {
            // The last moment: from here on there is a process, and it has to be ended, not cancelled.
            if (request.Cancellation.IsCancellationRequested)
            {
                return new ProcessStartError(ProcessStartStage.Prepare, Errnos.ECANCELED, request.Spec.FileName);
            }

            // The report pipe first: its number may be one that another copy goes to.
            _posixSpawn.Place(pipe.WriteEnd, LauncherDescriptors.ReportOf(request.Spec));
            request.Spec.ListenSockets?.Place(_posixSpawn);
            request.Handle.PlaceExtras(_posixSpawn);
            int errno = _posixSpawn.Start(arguments, environment, out int pid);
            if (errno != 0)
            {
                return new ProcessStartError(ProcessStartStage.Spawn, errno, request.Spec.FileName);
            }

            // Before the pidfd is opened: it can then take this number when descriptors are short.
            pipe.CloseWriteEnd();
            request.Handle.CloseChildEnds();
            return Watch(request.Handle, pid, ref pipe);
        }
    }

    private static ProcessStartError? Watch(LinuxProcessHandle handle, int pid, ref StartPipe pipe)
    {
        int errno = Errnos.EIO;
        OwnChildren.Add(pid, handle);
        OrphanReaper.OnChildStarted();
        try
        {
            errno = handle.Attach(pid, pipe.ReadEnd);
        }
        finally
        {
            if (errno != 0)
            {
                Abandon(pid, handle);
            }
        }

        if (errno != 0)
        {
            return new ProcessStartError(ProcessStartStage.Prepare, errno, "pidfd");
        }

        pipe.LeaveReadEnd();
        return null;
    }

    /// <summary>A process that can't be watched must not run. It is not collected yet, so its pid is its own.</summary>
    private static unsafe void Abandon(int pid, LinuxProcessHandle handle)
    {
        LibC.WaitInfo info;
        LibC.ResourceUsageRecord usage;
        _ = LibC.Kill(pid, LibC.SIGKILL);
        _ = LibC.WaitId(LibC.P_PID, pid, &info, LibC.WEXITED, &usage);
        OwnChildren.Remove(pid, handle);
    }

    private unsafe byte** Marshal(List<string> command)
    {
        _texts.Clear();
        foreach (string text in command)
        {
            _texts.Add(text);
        }

        _arguments.Clear();
        _arguments.AddAll(_texts);
        return _arguments.Seal();
    }
}
