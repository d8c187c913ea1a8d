namespace Kamisama.Actors;

/// <summary>A line that a worker wrote.</summary>
/// <param name="Time">When it was read, by the wall clock, in UTC.</param>
/// <param name="Worker">By which worker.</param>
/// <param name="Pid">Its process.</param>
/// <param name="Stream">On which stream.</param>
/// <param name="Bytes">Its bytes, without its end, as the worker wrote them: whoever shows them has to take out control characters.</param>
/// <param name="Continues">Whether it is a piece of a line of more than 16,384 bytes, and not the last piece.</param>
public sealed record OutputLine(
    DateTimeOffset Time, WorkerId Worker, int Pid, OutputStream Stream, ReadOnlyMemory<byte> Bytes, bool Continues);
