using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Control;

/// <summary>The words of the JSON lines for values that are enums in the framework. An interface: never changed, only added to.</summary>
internal static class JsonNames
{
#pragma warning disable CS8524 // No discard arm: a member that is missing here is then a warning, and a warning an error.
    public static string Of(RespawnDecision decision) => decision switch
    {
        RespawnDecision.Respawn => "respawn",
        RespawnDecision.Finish => "finish",
        RespawnDecision.Discard => "discard",
        RespawnDecision.Retire => "retire",
        RespawnDecision.Stop => "stop",
        RespawnDecision.GiveUp => "give_up",
        RespawnDecision.CouldNotStart => "could_not_start",
    };

    public static string Of(ExitClass exitClass) => exitClass switch
    {
        ExitClass.Clean => "clean",
        ExitClass.Failed => "failed",
        ExitClass.Signalled => "signalled",
        ExitClass.KilledForMemory => "killed_for_memory",
        ExitClass.TimedOut => "timed_out",
        ExitClass.CouldNotStart => "could_not_start",
        ExitClass.Retired => "retired",
        ExitClass.Recycled => "recycled",
    };

    public static string Of(WorkerEndCause cause) => cause switch
    {
        WorkerEndCause.Itself => "itself",
        WorkerEndCause.Retired => "retired",
        WorkerEndCause.PoolStopped => "pool_stopped",
        WorkerEndCause.RollingRestart => "rolling_restart",
        WorkerEndCause.Age => "age",
        WorkerEndCause.Memory => "memory",
        WorkerEndCause.StartTimeout => "start_timeout",
        WorkerEndCause.Watchdog => "watchdog",
        WorkerEndCause.Liveness => "liveness",
    };

    public static string Of(StopMode mode) => mode switch
    {
        StopMode.Drain => "drain",
        StopMode.Graceful => "graceful",
        StopMode.Immediate => "immediate",
    };

    public static string Of(PoolStrategy strategy) => strategy switch
    {
        PoolStrategy.OneForOne => "one_for_one",
        PoolStrategy.OneForAll => "one_for_all",
        PoolStrategy.RestForOne => "rest_for_one",
    };

    public static string Of(OutputStream stream) => stream switch
    {
        OutputStream.StandardOutput => "stdout",
        OutputStream.StandardError => "stderr",
    };

    public static string Of(WorkerState state) => state switch
    {
        WorkerState.Starting => "starting",
        WorkerState.Running => "running",
        WorkerState.Waiting => "waiting",
        WorkerState.BackingOff => "backing_off",
        WorkerState.Restarting => "restarting",
        WorkerState.Stopping => "stopping",
    };

    public static string Of(ProcessStartStage stage) => stage switch
    {
        ProcessStartStage.Prepare => "prepare",
        ProcessStartStage.Spawn => "spawn",
        ProcessStartStage.Group => "group",
        ProcessStartStage.Stdio => "stdio",
        ProcessStartStage.Umask => "umask",
        ProcessStartStage.Nice => "nice",
        ProcessStartStage.OomScore => "oom_score",
        ProcessStartStage.ResourceLimit => "resource_limit",
        ProcessStartStage.SupplementaryGroups => "supplementary_groups",
        ProcessStartStage.GroupId => "group_id",
        ProcessStartStage.UserId => "user_id",
        ProcessStartStage.VerifyCredentials => "verify_credentials",
        ProcessStartStage.WorkingDirectory => "working_directory",
        ProcessStartStage.NoNewPrivileges => "no_new_privileges",
        ProcessStartStage.DeathSignal => "death_signal",
        ProcessStartStage.Signals => "signals",
        ProcessStartStage.Descriptors => "descriptors",
        ProcessStartStage.Execute => "execute",
        ProcessStartStage.ControlGroup => "control_group",
    };
#pragma warning restore CS8524
}
