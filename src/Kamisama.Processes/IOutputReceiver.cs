namespace Kamisama.Processes;

/// <summary>Takes what one process writes to its standard output or error: see <see cref="ProcessStdio.Capture"/>.</summary>
/// <remarks>
/// Every call but that of <see cref="Room"/> comes from the one thread that waits for all processes of the application, so none may
/// wait for anything; and one at a time. What throws loses the bytes that it was given, and nothing else.
/// </remarks>
public interface IOutputReceiver
{
    /// <summary>How many bytes it takes now. 0 or less: the pipe is left alone until it is resumed, and a process that fills it waits.</summary>
    int Room { get; }

    /// <summary>Once, before anything else: the process exists, though its program may yet turn out not to be there. Not called when there is none.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="resume">To be called, from any thread, when there is room again after <see cref="Room"/> was 0 or less.</param>
    void Begin(int pid, Action resume);

    /// <summary>What was read.</summary>
    /// <param name="bytes">At most as many as there was <see cref="Room"/> for; valid during the call.</param>
    void Take(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Once, before the exit is told: the process has ended, and has written no more than what was taken and what is unread. Not called
    /// when <see cref="Closed"/> was before, for then nothing is unread.
    /// </summary>
    /// <param name="unread">How many bytes are in the pipe, for which there was no room yet; what comes behind them is of helpers.</param>
    void ProcessEnded(int unread);

    /// <summary>Once, after <see cref="Begin"/>: nobody has the other end open any more, or the start failed. Not called when the application ends before.</summary>
    void Closed();
}
