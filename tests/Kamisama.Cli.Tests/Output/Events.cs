using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Tests.Output;

/// <summary>One of each event.</summary>
internal static class Events
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ProcessStartError NotFound = new(ProcessStartStage.Execute, 2, "no\u001bsuch");

    public static IReadOnlyList<SupervisionEvent> All { get; } =
    [
        new SupervisionEvent.PoolStarted("p", 3),
        new SupervisionEvent.WorkerStarted("p", new WorkerId(3, 1), new ProcessIdentity(2003, 17)),
        new SupervisionEvent.WorkerStartDelayed("p", new WorkerId(3, 1), NotFound, TimeSpan.FromSeconds(0.5)),
        Exited(new ProcessExit.Code(1)),
        new SupervisionEvent.WorkerReady("p", new WorkerId(3, 1), 2003, TimeSpan.FromSeconds(1.5)),
        new SupervisionEvent.WorkerTimedOut("p", new WorkerId(3, 1), 2003, WorkerEndCause.Watchdog, "silent for 30 s"),
        new SupervisionEvent.WorkerReplacing("p", new WorkerId(3, 1), 2003, WorkerEndCause.Memory, new WorkerId(4, 0), "2000 bytes"),
        new SupervisionEvent.RollingRestartStarted("p", 3),
        new SupervisionEvent.RollingRestartEnded("p", new RollingRestartResult(3, 1, "worker 2 failed")),
        new SupervisionEvent.PoolScaled("p", 3, 4),
        new SupervisionEvent.PoolReconfigured("p", ["Command", "Instances"], true),
        new SupervisionEvent.ReloadFailed("p", "pool.json was\u001bnot found"),
        new SupervisionEvent.RequestIgnored("p", "SIGHUP", "no configuration to reload"),
        new SupervisionEvent.WorkerRetiring("p", new WorkerId(3, 1), 2003),
        new SupervisionEvent.WorkerKilled("p", new WorkerId(3, 1), 2003),
        new SupervisionEvent.WorkerUnkillable("p", new WorkerId(3, 1), null),
        new SupervisionEvent.RespawnLimitBreached("p", Breach),
        new SupervisionEvent.PoolStopping("p", StopMode.Graceful, "SIGTERM", 3),
        new SupervisionEvent.PoolStopped("p", new PoolOutcome.Stopped(Forced: true, Signal: 2)),
        new SupervisionEvent.PoolRestarting("p", Breach, PoolStrategy.RestForOne, ["p", "q"], 1, 5, TimeSpan.FromMinutes(5)),
        new SupervisionEvent.StatusReported(
            "p", new PoolStatus("p", 3, false, 1, [new WorkerStatus(new WorkerId(1, 0), WorkerState.Running, 2001, TimeSpan.FromSeconds(5))])),
        new SupervisionEvent.OutputDropped("p", new WorkerId(3, 1), OutputStream.StandardError, new OutputLoss(12, 345)),
        new SupervisionEvent.OutputFailed("p", "/var/log/p.log", "No space left on device (ENOSPC)"),
        new SupervisionEvent.OutputRecovered("p", "/var/log/p.log", new OutputLoss(12, 345), TimeSpan.FromSeconds(5)),
        new SupervisionEvent.OutputLost("p", "/var/log/p.log", new OutputLoss(12, 345), TimeSpan.FromSeconds(5)),
        new SupervisionEvent.LogsReopened("p", 4),
        new SupervisionEvent.InternalFault("p", new WorkerId(3, 1), new InvalidOperationException("a\u001bfault")),
    ];

    public static PoolOutcome.RespawnLimitBreached Breach => new(10, TimeSpan.FromSeconds(60), [Report(new ProcessExit.Code(1))]);

    public static SupervisionEvent.WorkerExited Exited(ProcessExit exit, RespawnDecision decision = RespawnDecision.Respawn) =>
        new("p", Report(exit) with { Decision = decision }) { Time = Noon };

    private static WorkerExitReport Report(ProcessExit exit) => new(
        new WorkerId(3, 1), 2003, exit, TimeSpan.FromSeconds(12.3), RespawnDecision.Respawn, 2, 10, TimeSpan.FromSeconds(60)) { Class = ExitClass.Failed };
}
