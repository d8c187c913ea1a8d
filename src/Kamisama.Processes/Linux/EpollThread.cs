using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <summary>Something that waits for a descriptor on the <see cref="EpollThread"/>.</summary>
internal interface IEpollTarget
{
    /// <summary>From the epoll thread: the descriptor added under this token is readable, or its other end is closed.</summary>
    void OnReady(long token);

    /// <summary>From the epoll thread: <see cref="OnReady"/> threw. Must leave nobody waiting.</summary>
    void OnFault(Exception exception);
}

/// <summary>The one thread that waits for descriptors of every process of the application. It sleeps while nothing happens.</summary>
/// <remarks>
/// Events carry a token that is never given twice, not a descriptor or a pid: an event that was already on its way
/// when its descriptor was closed finds no target, even when the number is in use again. See epoll(7), "Questions".
/// </remarks>
internal sealed unsafe class EpollThread
{
    private const int Batch = 256;

    // struct epoll_event is packed on x64 only, see linux/eventpoll.h.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + sizeof(long);

    private static readonly Lock Gate = new();
    private static EpollThread? _shared;

    // Not a ConcurrentDictionary: over a number it is compiled at run time, which every start of the program would pay for.
    private readonly Dictionary<long, IEpollTarget> _targets = [];
    private readonly Lock _targetsGate = new();
    private readonly int _epoll;
    private long _lastToken;

    private EpollThread()
    {
        _epoll = LibC.EpollCreate(LibC.EPOLL_CLOEXEC);
        if (_epoll < 0)
        {
            throw new ProcessStartException(new ProcessStartError(ProcessStartStage.Prepare, LibC.Errno, "epoll"));
        }

        try
        {
            new Thread(Run) { IsBackground = true, Name = "kamisama-exit-watch" }.UnsafeStart();
        }
        catch
        {
            _ = LibC.Close(_epoll);
            throw;
        }
    }

    /// <summary>The thread; begins with its first use.</summary>
    /// <exception cref="ProcessStartException">No descriptor is left for it. The next use tries again.</exception>
    public static EpollThread Shared
    {
        get
        {
            // Not a static field's initialiser: its first failure would be the answer for ever.
            lock (Gate)
            {
                return _shared ??= new EpollThread();
            }
        }
    }

    /// <summary>Waits for a descriptor. The target may be called before this returns.</summary>
    /// <returns>The token, or the negated errno.</returns>
    public long Add(int descriptor, uint events, IEpollTarget target)
    {
        long token;
        lock (_targetsGate)
        {
            token = ++_lastToken;
            _targets.Add(token, target);
        }

        byte* @event = stackalloc byte[16];
        *(uint*)@event = events;
        *(long*)(@event + DataOffset) = token;
        if (LibC.EpollControl(_epoll, LibC.EPOLL_CTL_ADD, descriptor, @event) == 0)
        {
            return token;
        }

        int errno = LibC.Errno;
        Forget(token);
        return -errno;
    }

    /// <summary>Waits no more. To be called before the descriptor is closed.</summary>
    /// <remarks>
    /// Closing alone would not do: a child between fork and exec holds a copy of the descriptor, and as long as any
    /// copy is open epoll goes on reporting it.
    /// </remarks>
    public void Remove(long token, int descriptor)
    {
        byte* unused = stackalloc byte[16];
        _ = LibC.EpollControl(_epoll, LibC.EPOLL_CTL_DEL, descriptor, unused);
        Forget(token);
    }

    private void Forget(long token)
    {
        lock (_targetsGate)
        {
            _targets.Remove(token);
        }
    }

    private IEpollTarget? TargetOf(long token)
    {
        lock (_targetsGate)
        {
            return _targets.TryGetValue(token, out IEpollTarget? target) ? target : null;
        }
    }

    private void Run()
    {
        byte* events = (byte*)NativeMemory.AllocZeroed(Batch, (nuint)EventSize);
        while (true)
        {
            int count = LibC.EpollWait(_epoll, events, Batch, -1);
            for (int i = 0; i < count; i++)
            {
                Dispatch(*(long*)(events + (i * EventSize) + DataOffset));
            }
        }
    }

    private void Dispatch(long token)
    {
        if (TargetOf(token) is not { } target)
        {
            return;
        }

        try
        {
            target.OnReady(token);
        }
#pragma warning disable CA1031 // A fault in one target must not end the watch of all the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            target.OnFault(exception);
        }
    }
}
