namespace Kamisama.Processes;

/// <summary>The pipe on which the launcher reports why it failed, see pipe(7). End-of-file without a report: the program runs.</summary>
internal unsafe struct StartPipe
{
    // What is left to the runtime: it opens files to load code, and aborts when it can't start the thread for a SIGTERM.
    private const int Reserve = 16;

    /// <summary>Stays with the master until the start is decided.</summary>
    public int ReadEnd { get; private set; }

    /// <summary>Becomes the launcher's descriptor 3.</summary>
    public int WriteEnd { get; private set; }

    /// <summary>Makes the pipe.</summary>
    /// <returns>0 or the errno.</returns>
    public static int Create(out StartPipe pipe)
    {
        int* ends = stackalloc int[2];
        pipe = new StartPipe { ReadEnd = -1, WriteEnd = -1 };

        // Close-on-exec from the first moment: another thread of the application may fork at any time.
        if (LibC.Pipe2(ends, LibC.O_CLOEXEC | LibC.O_NONBLOCK) != 0)
        {
            return LibC.Errno;
        }

        pipe.ReadEnd = ends[0];
        pipe.WriteEnd = ends[1];
        if (Math.Max(ends[0], ends[1]) < MasterLimits.OpenFilesNow - Reserve)
        {
            return 0;
        }

        // The lowest free numbers are given out first, so no more than the reserve is free.
        pipe.CloseWhatIsOpen();
        return Errnos.EMFILE;
    }

    /// <summary>Reads what is there: the length of the report, 0 for end-of-file, -1 when nothing has come yet.</summary>
    public static int Read(int readEnd, Span<byte> report)
    {
        fixed (byte* buffer = report)
        {
            nint length;
            do
            {
                length = LibC.Read(readEnd, buffer, report.Length);
            }
            while (length < 0 && LibC.Errno == Errnos.EINTR);

            return (int)length;
        }
    }

    /// <summary>To be called as soon as the launcher has its copy, or end-of-file never comes.</summary>
    public void CloseWriteEnd()
    {
        _ = LibC.Close(WriteEnd);
        WriteEnd = -1;
    }

    /// <summary>The read end belongs to the handle now.</summary>
    public void LeaveReadEnd() => ReadEnd = -1;

    /// <summary>Closes each end that is still this one's.</summary>
    public void CloseWhatIsOpen()
    {
        if (WriteEnd >= 0)
        {
            CloseWriteEnd();
        }

        if (ReadEnd >= 0)
        {
            _ = LibC.Close(ReadEnd);
            ReadEnd = -1;
        }
    }
}
