namespace Kamisama.Processes;

/// <content>The pipe itself, until the process has its end.</content>
internal abstract unsafe partial class ChildPipe
{
    private int _writeEnd = -1;

    /// <summary>Makes the pipe.</summary>
    /// <returns>0 or the errno.</returns>
    public int Open()
    {
        int* ends = stackalloc int[2];
        if (LibC.Pipe2(ends, LibC.O_CLOEXEC) != 0)
        {
            return LibC.Errno;
        }

        (_readEnd, _writeEnd) = (ends[0], ends[1]);

        // The master's end alone: programs don't expect an output that says EAGAIN.
        return LibC.ControlDescriptor(_readEnd, LibC.F_SETFL, LibC.O_NONBLOCK) < 0 ? LibC.Errno : RaiseWriteEnd();
    }

    /// <summary>Gives the next start the write end at this number.</summary>
    public void Place(PosixSpawn posixSpawn, int number) => posixSpawn.Place(_writeEnd, number);

    /// <summary>To be called as soon as the process has its copy, or end-of-file never comes.</summary>
    public void CloseWriteEnd()
    {
        if (_writeEnd >= 0)
        {
            _ = LibC.Close(_writeEnd);
            _writeEnd = -1;
        }
    }

    private int RaiseWriteEnd()
    {
        if (_writeEnd >= LauncherDescriptors.LowestSource)
        {
            return 0;
        }

        int raised = LibC.ControlDescriptor(_writeEnd, LibC.F_DUPFD_CLOEXEC, LauncherDescriptors.LowestSource);
        int errno = raised < 0 ? LibC.Errno : 0;
        CloseWriteEnd();
        _writeEnd = raised;
        return errno;
    }
}
