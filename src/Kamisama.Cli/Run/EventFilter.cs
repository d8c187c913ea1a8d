using Kamisama.Actors;
using Kamisama.Processes;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Cli.Run;

/// <summary>Which events become lines.</summary>
/// <param name="quiet">Only what somebody has to look at, and answers to what somebody asked.</param>
/// <param name="complete">Also what people have read already: programs count.</param>
internal sealed class EventFilter(bool quiet, bool complete)
{
    private bool _couldNotStart;

    public bool IsTold(SupervisionEvent supervisionEvent)
    {
        _couldNotStart |= supervisionEvent is WorkerExited { Report.Decision: RespawnDecision.CouldNotStart };
        return (complete || !IsRepeated(supervisionEvent)) && (!quiet || IsUrgent(supervisionEvent));
    }

    // A pool that could not start says why when it stops: once is enough, not once for each of seventeen workers.
    private bool IsRepeated(SupervisionEvent supervisionEvent) =>
        _couldNotStart && supervisionEvent is (PoolStopping or WorkerExited { Report.Exit: ProcessExit.NotStarted });

    private static bool IsUrgent(SupervisionEvent supervisionEvent) => supervisionEvent switch
    {
        WorkerStartDelayed or WorkerUnkillable or RespawnLimitBreached or StatusReported => true,
        PoolStopped stopped => stopped.Outcome is PoolOutcome.CouldNotStart,
        _ => false,
    };
}
