namespace Kamisama.Processes;

/// <summary>The pipe that is a process's standard output or error: read, handed to a receiver, and its last lines kept.</summary>
/// <remarks>It goes on being read after the exit of the process: helpers that live longer would be ended by a pipe that nobody reads.</remarks>
/// <param name="receiver">Takes what is read.</param>
/// <param name="lines">How many lines are kept.</param>
internal sealed class OutputPipe(IOutputReceiver receiver, int lines) : ChildPipe
{
    private readonly LineTail? _tail = lines > 0 ? new(lines) : null;

    private bool _isBegun;

    public IReadOnlyList<string> LastLines => _tail?.Read() ?? [];

    protected override int Room => receiver.Room;

    /// <summary>The pipe that this asks for; <see langword="null"/>: none.</summary>
    /// <param name="stdio">Where the stream goes.</param>
    /// <param name="descriptor">1 or 2.</param>
    public static OutputPipe? For(ProcessStdio stdio, int descriptor) => stdio switch
    {
        ProcessStdio.LastLines tail => new OutputPipe(new OutputPassage(descriptor), tail.Lines),
        ProcessStdio.Captured captured => new OutputPipe(captured.Receiver, captured.LinesKept),
        _ => null,
    };

    /// <summary>Begins to read what a process writes.</summary>
    /// <returns>0 or the errno.</returns>
    public int Watch(int pid)
    {
        _isBegun = true;
        receiver.Begin(pid, Resume);
        return Watch();
    }

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        _tail?.Add(bytes);
        receiver.Take(bytes);
        return true;
    }

    protected override void AtExit(int unread) => receiver.ProcessEnded(unread);

    protected override void AtEnd()
    {
        if (_isBegun)
        {
            receiver.Closed();
        }
    }
}
