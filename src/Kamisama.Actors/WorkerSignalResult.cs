using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What became of a signal to a worker.</summary>
/// <param name="Worker">Which worker.</param>
/// <param name="Pid">Its process; <see langword="null"/>: it has none yet, or none now.</param>
/// <param name="Outcome">Whether the kernel took the signal; one to a process that is still being started is kept for it.</param>
public sealed record WorkerSignalResult(WorkerId Worker, int? Pid, SignalOutcome Outcome);
