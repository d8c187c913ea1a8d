using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>What kind of end a worker came to.</summary>
internal static class ExitClassifier
{
    /// <summary>
    /// <code>
    /// exit           cause                              killed after grace   class
    /// not started    any                                                     CouldNotStart
    /// any other      start timeout, watchdog, liveness                       TimedOut
    /// any other      retired, pool stopped              no                   Retired
    /// any other      age, rolling restart               no                   Recycled
    /// any other      memory                             no                   KilledForMemory
    /// any other      any of these                       yes                  TimedOut
    /// signal         itself; the kernel was short of memory                  KilledForMemory
    /// signal         itself                                                  Signalled
    /// success code   itself                                                  Clean
    /// other, unknown itself                                                  Failed
    /// </code>
    /// </summary>
    public static ExitClass Classify(WorkerEnd end, IReadOnlyList<int> successExitCodes) => (end.Exit, end.Cause) switch
    {
        (ProcessExit.NotStarted, _) => ExitClass.CouldNotStart,
        (var exit, WorkerEndCause.Itself) => Classify(exit, successExitCodes),
        _ when end.GraceElapsed => ExitClass.TimedOut,
        (_, WorkerEndCause.StartTimeout or WorkerEndCause.Watchdog or WorkerEndCause.Liveness) => ExitClass.TimedOut,
        (_, WorkerEndCause.Memory) => ExitClass.KilledForMemory,
        (_, WorkerEndCause.Age or WorkerEndCause.RollingRestart) => ExitClass.Recycled,
        _ => ExitClass.Retired,
    };

    private static ExitClass Classify(ProcessExit exit, IReadOnlyList<int> successExitCodes) => exit switch
    {
        ProcessExit.Signalled { OutOfMemory: true } => ExitClass.KilledForMemory,
        ProcessExit.Signalled => ExitClass.Signalled,
        ProcessExit.Code code when Numbers.Hold(successExitCodes, code.ExitCode) => ExitClass.Clean,
        _ => ExitClass.Failed,
    };
}
