namespace Kamisama.Actors;

// The commands, which anybody may send, with any value: a bad one is answered and never throws.
internal partial class MasterActor
{
    private void Command(object message)
    {
        switch (message)
        {
            case MasterMessage.AddWorkers { Count: >= 1 } add:
                ScaleTo((long)Pool.Slots.Wanted + add.Count);
                break;
            case MasterMessage.RetireWorkers { Count: >= 1 } retire:
                ScaleTo((long)Pool.Slots.Wanted - retire.Count);
                break;
            case MasterMessage.ScaleTo { Instances: >= 1 and <= WorkerPoolOptions.MaxInstances } scale:
                ScaleTo(scale.Instances);
                break;
            default:
                Refuse(message);
                break;
        }
    }

    private static bool IsValid(StopMode mode) => mode is StopMode.Drain or StopMode.Graceful or StopMode.Immediate;

    private void Refuse(object message)
    {
        string range = message is MasterMessage.StopPool
            ? $"the mode must be one of {nameof(StopMode)}"
            : $"the number must be 1 or more, and a pool has at most {WorkerPoolOptions.MaxInstances} workers";
        Ignore($"{message}", range);
        Reply(new Status.Failure(new ArgumentOutOfRangeException(nameof(message), $"'{message}' changes nothing: {range}.")));
    }

    // The answer outlives this actor, so it is sent by the outcome and not in a turn.
    private void ReplyWhenOver()
    {
        if (!Sender.Equals(Context.System.DeadLetters))
        {
            state.Completion.Task.PipeTo(Sender, Self);
        }
    }

    private PoolStatus Status() => new(
        Options.Name,
        Pool.Slots.Wanted,
        Pool.IsStopping,
        Pool.RespawnsInInterval(Now),
        [.. Pool.Slots.InUse.Select(slot => new WorkerStatus(slot.Worker, slot.State, slot.Pid, Now - slot.StartedAt))]);
}
