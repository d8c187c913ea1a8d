namespace Kamisama.Model.Tests;

// What is known of a slot.
internal sealed partial class ReferenceModel
{
    internal enum Phase { Quieted, Asked, Killed }

    /// <summary>A slot.</summary>
    internal sealed class Place
    {
        public int Index, Incarnation, Deaths, FailedStarts;
        public WorkerState State;
        public TimeSpan StartedAt, StartsAt;
        public TimeSpan? ReadyAt, Grace;
        public bool Successor, GraceElapsed;
        public WorkerEndCause Cause;
        public Phase? Phase;
        public ModelProcess? Process;
        public ModelTime.Timer? Wait;
        public List<ModelTime.Timer> Checks = [];
        public List<bool> Samples = [];
        public bool IsWaiting => State is WorkerState.Waiting or WorkerState.BackingOff;
        public bool IsWanted => State != WorkerState.Stopping && !Successor;
        public bool IsReplaceable => State is WorkerState.Starting or WorkerState.Running && !Successor;

        public void BeginNext(TimeSpan now, TimeSpan delay)
        {
            (Incarnation, FailedStarts, GraceElapsed, Phase, ReadyAt, Cause) = (Incarnation + 1, 0, false, null, null, WorkerEndCause.Itself);
            (State, StartedAt, StartsAt) = (delay > TimeSpan.Zero ? WorkerState.BackingOff : WorkerState.Starting, now, now + delay);
        }
    }
}
