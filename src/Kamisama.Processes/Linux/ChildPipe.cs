namespace Kamisama.Processes;

/// <summary>A pipe from one process to the master, read by the epoll thread; see pipe(7).</summary>
/// <remarks>
/// <code>
/// Open ─▶ Place ─▶ CloseWriteEnd ─▶ Watch ─▶ Take ... ─▶ closed: end-of-file, or Take wants no more
///                                     ▲        │
///                                     └ Resume ┴ Room is 0
/// </code>
/// Locked, for the spawner tells the exit of a process that had ended before it could be watched.
/// </remarks>
internal abstract unsafe partial class ChildPipe : IEpollTarget
{
    private const int BufferSize = 65536; // A pipe holds as much, unless it is told otherwise.

    [ThreadStatic]
    private static byte[]? t_buffer;

    private readonly Lock _gate = new();
    private int _readEnd = -1;
    private long _token;
    private bool _isPaused;

    /// <summary>How many bytes are taken now; 0 or less: none until <see cref="Resume"/>.</summary>
    protected virtual int Room => BufferSize;

    /// <summary>Begins to read.</summary>
    /// <returns>0 or the errno.</returns>
    public int Watch()
    {
        lock (_gate)
        {
            return AddToEpoll();
        }
    }

    /// <summary>There is room again. From any thread; no effect when nothing waits for it.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            if (_isPaused && _readEnd >= 0)
            {
                // When descriptors to wait for have run out, the next call tries again: it comes with the next room.
                _isPaused = AddToEpoll() != 0;
            }
        }
    }

    /// <summary>
    /// At the exit of the process: reads what is in the pipe by now, and does not wait for an end-of-file, which comes only when
    /// no descendant has a copy any more.
    /// </summary>
    public void ReadRest()
    {
        lock (_gate)
        {
            int left;
            if (_readEnd >= 0 && LibC.IoControl(_readEnd, LibC.FIONREAD, &left) == 0)
            {
                // What is told here is exact: a helper that goes on writing adds to what comes behind it.
                int unread = left;
                while (unread > 0 && ReadOnce(unread) is > 0 and var length)
                {
                    unread -= length;
                }

                AtExit(unread);
                if (unread == 0 && _readEnd >= 0)
                {
                    // Once more, to see an end-of-file that is there already.
                    _ = ReadOnce();
                }
            }
        }
    }

    /// <summary>Waits and reads no more.</summary>
    public void Close()
    {
        CloseWriteEnd();
        lock (_gate)
        {
            if (_readEnd < 0)
            {
                return;
            }

            if (_token != 0)
            {
                EpollThread.Shared.Remove(_token, _readEnd);
            }

            _ = LibC.Close(_readEnd);
            _readEnd = -1;
            AtEnd();
        }
    }

    public void OnReady(long token)
    {
        lock (_gate)
        {
            if (_readEnd >= 0)
            {
                _ = ReadOnce();
            }
        }
    }

    public void OnFault(Exception exception)
    {
        // What was read is lost. Closing would end a process that goes on writing, by SIGPIPE, for a fault of ours.
    }

    /// <summary>Takes what was read.</summary>
    /// <returns>Whether more is wanted.</returns>
    protected abstract bool Take(ReadOnlySpan<byte> bytes);

    /// <summary>The process has ended; so much of what it wrote is still in the pipe.</summary>
    protected virtual void AtExit(int unread)
    {
    }

    /// <summary>The pipe was closed.</summary>
    protected virtual void AtEnd()
    {
    }

    /// <summary>Once, however much there is: others wait for this thread too.</summary>
    /// <returns>How much; not positive when nothing is there.</returns>
    private int ReadOnce(int most = BufferSize)
    {
        most = Math.Min(most, Room);
        if (most <= 0)
        {
            Pause();
            return 0;
        }

        byte[] buffer = t_buffer ??= new byte[BufferSize];
        int length;
        fixed (byte* start = buffer)
        {
            length = (int)LibC.Read(_readEnd, start, Math.Min(most, buffer.Length));
        }

        bool isOver = length == 0 || (length < 0 && LibC.Errno is not (Errnos.EAGAIN or Errnos.EINTR));
        if (isOver || (length > 0 && !Take(buffer.AsSpan(0, length))))
        {
            Close();
            return 0;
        }

        return length;
    }

    private int AddToEpoll()
    {
        long token = EpollThread.Shared.Add(_readEnd, LibC.EPOLLIN, this);
        _token = Math.Max(token, 0);
        return token < 0 ? (int)-token : 0;
    }

    // Taken away altogether: epoll tells an end-of-file also to those who asked for nothing.
    private void Pause()
    {
        if (!_isPaused && _token != 0)
        {
            EpollThread.Shared.Remove(_token, _readEnd);
            _token = 0;
        }

        _isPaused = true;
        if (Room > 0)
        {
            Resume(); // There was room again before anybody could know that it is waited for.
        }
    }
}
