using System.Globalization;

namespace Kamisama.Processes;

/// <summary>A control group of one process and all its descendants, which can't leave it, see cgroups(7) and the kernel's cgroup-v2 document.</summary>
/// <remarks>
/// <code>
/// Make ─▶ (the launcher joins) ─▶ RemoveWhenEmpty ─┬─ empty ──────────────────────────▶ removed
///   └─ no process ─▶ Abandon                       └─ descendants ─▶ cgroup.events ───▶ removed
/// </code>
/// </remarks>
internal sealed unsafe class ControlGroup : IEpollTarget
{
    private static int _last;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _directory;
    private readonly string _path;
    private int _events = -1;

    /// <summary>A group that is made later.</summary>
    /// <param name="directory">Where.</param>
    public ControlGroup(string directory)
    {
        _directory = Path.GetFullPath(directory);
        _path = Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"kamisama-{Environment.ProcessId}-{Interlocked.Increment(ref _last)}"));
    }

    /// <summary>A process that writes 0 there is in the group.</summary>
    public string JoinFile => _path + "/cgroup.procs";

    /// <summary>Completes when the process has ended and no descendant is left. Faults when that can't be watched.</summary>
    public Task Gone => _gone.Task;

    /// <summary>From the spawner: makes the group.</summary>
    /// <returns>Why not; <see langword="null"/>: it is there.</returns>
    public ProcessStartError? Make()
    {
        ControlGroupFolder.RemoveStaleOnce(_directory);
        int errno = ControlGroupFolder.Make(_path);
        if (errno == Errnos.EEXIST && ControlGroupFolder.TryRemove(_path))
        {
            // Of a master with our pid that was killed: in a container the pid is often the same.
            errno = ControlGroupFolder.Make(_path);
        }

        if (errno != 0)
        {
            return new ProcessStartError(ProcessStartStage.ControlGroup, errno, _path);
        }

        // Without it KILL would not reach what it is promised to reach: no cgroup v2, or Linux before 5.14.
        string killFile = _path + "/cgroup.kill";
        if (File.Exists(killFile))
        {
            return null;
        }

        Abandon();
        return new ProcessStartError(ProcessStartStage.ControlGroup, Errnos.ENOENT, killFile);
    }

    /// <summary>From the spawner: there is no process.</summary>
    public void Abandon()
    {
        ControlGroupFolder.TryRemove(_path);
        _gone.TrySetResult();
    }

    /// <summary>Sends KILL to every process in it.</summary>
    /// <returns>Whether the group is there.</returns>
    public bool TryKill() => ControlGroupFolder.Write(_path + "/cgroup.kill", "1"u8);

    /// <summary>How many of its processes the kernel killed for want of memory; <see langword="null"/>: it does not count that here.</summary>
    public long? CountOomKills() => MemoryControlGroup.ReadCount(_path + "/memory.events");

    /// <summary>At the exit of the process: removes the group now or when its last process is gone.</summary>
    public void RemoveWhenEmpty()
    {
        lock (_gate)
        {
            if (ControlGroupFolder.TryRemove(_path))
            {
                _gone.TrySetResult();
                return;
            }

            int errno = BeginWatch();
            if (errno != 0)
            {
                Fail(errno);
            }
        }
    }

    /// <summary>From the epoll thread: cgroup.events has changed.</summary>
    public void OnReady(long token)
    {
        lock (_gate)
        {
            if (_events >= 0 && !IsPopulated())
            {
                EpollThread.Shared.Remove(token, _events);
                _ = LibC.Close(_events);
                _events = -1;
                _ = ControlGroupFolder.TryRemove(_path);
                _gone.TrySetResult();
            }
        }
    }

    public void OnFault(Exception exception) => _gone.TrySetException(exception);

    private int BeginWatch()
    {
        _events = LibC.OpenPath(_path + "/cgroup.events", LibC.O_RDONLY | LibC.O_CLOEXEC, 0);
        if (_events < 0)
        {
            // Gone in the meantime, with the rest of it.
            return LibC.Errno is Errnos.ENOENT ? Settle() : LibC.Errno;
        }

        // The kernel counts the changes since the last reading, so the first reading is for the epoll thread too: it comes at once.
        long token = EpollThread.Shared.Add(_events, LibC.EPOLLPRI, this);
        if (token > 0)
        {
            return 0;
        }

        _ = LibC.Close(_events);
        _events = -1;
        return (int)-token;
    }

    private int Settle()
    {
        _gone.TrySetResult();
        return 0;
    }

    // When it can't be read any more, somebody else has removed it.
    private bool IsPopulated()
    {
        Span<byte> text = stackalloc byte[256];
        fixed (byte* start = text)
        {
            int length = (int)LibC.ReadAt(_events, start, text.Length, 0);
            return length > 0 && text[..length].IndexOf("populated 0"u8) < 0;
        }
    }

    private void Fail(int errno) => _gone.TrySetException(new IOException(
        $"Cannot wait for control group '{_path}': its processes can't be watched ({Errnos.NameOf(errno)}). Raise the limit on open files of the master."));
}
