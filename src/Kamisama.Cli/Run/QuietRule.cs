using Kamisama.Actors;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Cli.Run;

/// <summary>What <c>--quiet</c> lets through: what somebody has to look at, and answers to what somebody asked.</summary>
internal static class QuietRule
{
    public static bool IsTold(SupervisionEvent supervisionEvent) => supervisionEvent
        is WorkerExited { Report.Decision: RespawnDecision.CouldNotStart }
        or WorkerStartDelayed
        or WorkerUnkillable
        or RespawnLimitBreached
        or StatusReported
        or OutputDropped
        or OutputFailed
        or OutputRecovered
        or OutputLost
        or InternalFault;
}
