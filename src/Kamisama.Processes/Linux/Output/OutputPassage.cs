namespace Kamisama.Processes;

/// <summary>Passes what a process writes on to a stream of the master's own; what nobody reads there is dropped.</summary>
/// <param name="descriptor">1 or 2.</param>
internal sealed class OutputPassage(int descriptor) : IOutputReceiver
{
    public int Room => int.MaxValue;

    public void Begin(int pid, Action resume)
    {
    }

    public void Take(ReadOnlySpan<byte> bytes) => OutputWriter.Pass(descriptor, bytes);

    public void ProcessEnded(int unread)
    {
    }

    public void Closed()
    {
    }
}
