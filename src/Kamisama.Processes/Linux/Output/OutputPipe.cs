namespace Kamisama.Processes;

/// <summary>The pipe that is a process's standard output or error: read, passed on to the master's own stream, and its last lines kept.</summary>
/// <remarks>It goes on being read after the exit of the process: helpers that live longer would be ended by a pipe that nobody reads.</remarks>
/// <param name="descriptor">1 or 2.</param>
/// <param name="lines">How many lines are kept.</param>
internal sealed class OutputPipe(int descriptor, int lines) : ChildPipe
{
    private readonly LineTail _tail = new(lines);

    public IReadOnlyList<string> LastLines => _tail.Read();

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        _tail.Add(bytes);
        OutputWriter.Pass(descriptor, bytes);
        return true;
    }
}
