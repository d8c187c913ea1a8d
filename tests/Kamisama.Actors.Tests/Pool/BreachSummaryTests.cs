using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Pool;

public class BreachSummaryTests
{
    [Fact]
    public void Of_DeathsOfTwoKinds_CountsThoseAlikeAndKeepsTheLastWords()
    {
        WorkerExitReport[] exits =
        [
            Exit(2, new ProcessExit.Code(1), 0.1, "first"),
            Exit(1, new ProcessExit.Signalled(11, false), 5),
            Exit(2, new ProcessExit.Code(1), 2, "no database", "at 10.0.0.7"),
            Exit(3, new ProcessExit.Code(1), 1),
        ];
        Assert.Equal(
            """
            more than 3 respawns in 60 s; the last 4 exits:
              3 × exited with code 1, after 0.1 s to 2 s: worker 2 (2 times), worker 3
              1 × was killed by signal 11 (SIGSEGV), after 5 s: worker 1
            the last words of worker 2 (pid 2002):
              no database
              at 10.0.0.7
            """,
            new PoolOutcome.RespawnLimitBreached(3, TimeSpan.FromSeconds(60), exits).Summary);
    }

    [Fact]
    public void Of_LimitOfZero_IsOneExit() => Assert.Equal(
        "more than 0 respawns in 60 s; the last 1 exit:\n  1 × exited with code 1 (its heartbeat was overdue), after 1 s: worker 1",
        new PoolOutcome.RespawnLimitBreached(
            0, TimeSpan.FromSeconds(60), [Exit(1, new ProcessExit.Code(1), 1) with { Cause = WorkerEndCause.Watchdog }]).Summary);

    private static WorkerExitReport Exit(int index, ProcessExit exit, double seconds, params string[] lines) => new(
        new WorkerId(index, 0), 2000 + index, exit, TimeSpan.FromSeconds(seconds), RespawnDecision.Respawn, 1, 3, TimeSpan.FromSeconds(60))
    {
        LastErrorLines = lines,
    };
}
