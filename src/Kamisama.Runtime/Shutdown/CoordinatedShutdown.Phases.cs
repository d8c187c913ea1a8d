namespace Kamisama.Runtime;

public sealed partial class CoordinatedShutdown
{
    /// <summary>The first phase, for tasks of an application's own.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>Take no new work.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Wait for the work in hand.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Stop the services.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>After the services. The cluster's phases exist so that the same source runs on both; nothing of the runtime happens in them.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>A phase of Akka.Cluster.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>A phase of Akka.Cluster.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>A phase of Akka.Cluster.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>A phase of Akka.Cluster.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>A phase of Akka.Cluster.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>The last phase in which all actors live.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>The last phase: the runtime's own task here ends the system.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(10);

    private static readonly string[] s_phases =
    [
        PhaseBeforeServiceUnbind,
        PhaseServiceUnbind,
        PhaseServiceRequestsDone,
        PhaseServiceStop,
        PhaseBeforeClusterShutdown,
        PhaseClusterShardingShutdownRegion,
        PhaseClusterLeave,
        PhaseClusterExiting,
        PhaseClusterExitingDone,
        PhaseClusterShutdown,
        PhaseBeforeActorSystemTerminate,
        PhaseActorSystemTerminate,
    ];

    /// <summary>A copy, checked: all faults at once, in one exception.</summary>
    internal static IReadOnlyDictionary<string, ShutdownPhase> Check(Dictionary<string, ShutdownPhase> changes)
    {
        var faults = new List<string>();
        foreach ((string phase, ShutdownPhase change) in changes)
        {
            if (Array.IndexOf(s_phases, phase) < 0)
            {
                faults.Add($"'{phase}' is no phase");
            }

            if (change.Timeout <= TimeSpan.Zero)
            {
                faults.Add($"the timeout of '{phase}' is {change.Timeout}");
            }
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException(
                $"Cannot start the actor system: in ActorSystemOptions.ShutdownPhases {string.Join(", ", faults)}. "
                + $"Name phases by the constants of {nameof(CoordinatedShutdown)} and give them more than no time.");
        }

        return new Dictionary<string, ShutdownPhase>(changes);
    }

    private static int IndexOf(string phase)
    {
        int index = Array.IndexOf(s_phases, phase);
        return index >= 0 ? index : throw new ArgumentException(
            $"'{phase}' is no phase of the shutdown. Use one of: {string.Join(", ", s_phases)}.", nameof(phase));
    }

    private static TimeSpan DefaultTimeout(string phase) =>
        phase is PhaseClusterShardingShutdownRegion or PhaseClusterExiting or PhaseActorSystemTerminate ? s_long : s_short;
}
