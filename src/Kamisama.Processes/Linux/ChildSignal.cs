namespace Kamisama.Processes;

/// <summary>Makes sure that the kernel keeps the exit status of children.</summary>
internal static unsafe class ChildSignal
{
    private static readonly Lock Gate = new();

    /// <summary>Sets SIGCHLD to its default action when it is ignored: whoever started the master ignored it, and that is inherited.</summary>
    /// <remarks>
    /// While it is ignored no status is kept, waitid(2) gives ECHILD (see "NOTES" there). Only then: any other action is
    /// the .NET runtime's own handler, which System.Diagnostics.Process needs.
    /// </remarks>
    public static void EnsureNotIgnored()
    {
        // The handler is the first word of struct sigaction in glibc and musl.
        byte* action = stackalloc byte[LibC.OpaqueSize];
        lock (Gate)
        {
            new Span<byte>(action, LibC.OpaqueSize).Clear();
            if (LibC.SignalAction(LibC.SIGCHLD, null, action) != 0 || *(nint*)action != LibC.SIG_IGN)
            {
                return;
            }

            new Span<byte>(action, LibC.OpaqueSize).Clear();
            _ = LibC.SignalAction(LibC.SIGCHLD, action, null);
        }
    }
}
