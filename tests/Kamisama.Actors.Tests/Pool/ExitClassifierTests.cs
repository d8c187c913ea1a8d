using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Pool;

public class ExitClassifierTests
{
    private static readonly ProcessExit Missing = new ProcessExit.NotStarted(new ProcessStartError(ProcessStartStage.Execute, 2, "x"));

    public static TheoryData<string, ExitClass> Cases { get; } = new()
    {
        { "code 0, Itself", ExitClass.Clean },
        { "code 7, Itself", ExitClass.Clean },
        { "code 1, Itself", ExitClass.Failed },
        { "unknown, Itself", ExitClass.Failed },
        { "signal, Itself", ExitClass.Signalled },
        { "oom, Itself", ExitClass.KilledForMemory },
        { "missing, Itself", ExitClass.CouldNotStart },
        { "missing, StartTimeout", ExitClass.CouldNotStart },
        { "code 0, StartTimeout", ExitClass.TimedOut },
        { "signal, Watchdog", ExitClass.TimedOut },
        { "signal, Liveness", ExitClass.TimedOut },
        { "code 1, Retired", ExitClass.Retired },
        { "signal, PoolStopped", ExitClass.Retired },
        { "signal, Age", ExitClass.Recycled },
        { "code 1, RollingRestart", ExitClass.Recycled },
        { "signal, Memory", ExitClass.KilledForMemory },
        { "killed, Retired", ExitClass.TimedOut },
        { "killed, PoolStopped", ExitClass.TimedOut },
        { "killed, Age", ExitClass.TimedOut },
        { "killed, Memory", ExitClass.TimedOut },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Classify_ExitAndCause_Class(string end, ExitClass expected)
    {
        string[] parts = end.Split(", ");
        ProcessExit exit = parts[0] switch
        {
            "signal" or "killed" => new ProcessExit.Signalled(9, false),
            "oom" => new ProcessExit.Signalled(9, false) { OutOfMemory = true },
            "unknown" => new ProcessExit.Unknown(),
            "missing" => Missing,
            var code => new ProcessExit.Code(int.Parse(code.Split(' ')[1])),
        };
        var facts = new WorkerEnd(exit, TimeSpan.FromSeconds(1), Enum.Parse<WorkerEndCause>(parts[1]), GraceElapsed: parts[0] == "killed");

        Assert.Equal(expected, ExitClassifier.Classify(facts, successExitCodes: [0, 7]));
    }
}
