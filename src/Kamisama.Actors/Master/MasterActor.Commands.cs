using Kamisama.Processes;

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
            case MasterMessage.StartNow start when start.Index is null || Pool.Slots.Find(start.Index.Value) is not null:
                StartNow(start.Index);
                break;
            case MasterMessage.RestartWorkers:
                RestartWorkers();
                break;
            case MasterMessage.Reconfigure reconfigure:
                Reconfigure(reconfigure.Options);
                break;
            case MasterMessage.RestartWorker restart when Pool.Slots.Find(restart.Index) is { } slot:
                RestartWorker(restart, slot);
                break;
            case MasterMessage.SignalWorker { Signal: >= 1 and <= 64 } signal when Pool.Slots.Find(signal.Index) is { } slot:
                SignalWorker(signal, slot);
                break;
            default:
                Refuse(message);
                break;
        }
    }

    private static bool IsValid(StopMode mode) => mode is StopMode.Drain or StopMode.Graceful or StopMode.Immediate;

    private void Refuse(object message)
    {
        string range = message switch
        {
            MasterMessage.StopPool => $"the mode must be one of {nameof(StopMode)}",
            MasterMessage.SignalWorker { Signal: < 1 or > 64 } => "the signal must be a number from 1 to 64",
            MasterMessage.StartNow or MasterMessage.RestartWorker or MasterMessage.SignalWorker => "the pool has no worker of that index",
            _ => $"the number must be 1 or more, and a pool has at most {WorkerPoolOptions.MaxInstances} workers",
        };
        Ignore($"{message}", range);
        Reply(new Status.Failure(new ArgumentOutOfRangeException(nameof(message), $"'{message}' changes nothing: {range}.")));
    }

    private void StartNow(int? index)
    {
        int waiting = 0;
        foreach (Slot slot in Pool.Slots.InUse)
        {
            if (slot.State is WorkerState.BackingOff or WorkerState.Waiting && (index ?? slot.Index) == slot.Index)
            {
                WorkerAt(slot).Tell(new WorkerMessage.StartNow());
                waiting++;
            }
        }

        Reply(waiting);
    }

    // By the handle and never by the pid: see signals in docs/architecture.md.
    private void SignalWorker(MasterMessage.SignalWorker message, Slot slot)
    {
        IProcessHandle? handle = state.Processes.GetValueOrDefault(slot.Index)?.Handle;
        Reply(new WorkerSignalResult(slot.Worker, slot.Pid, handle?.Signal(message.Signal) ?? SignalOutcome.Gone));
    }

    // The answer outlives this actor, so it is sent by the outcome and not in a turn.
    private void ReplyWhenOver()
    {
        if (!Sender.Equals(Context.System.DeadLetters))
        {
            state.Completion.Task.PipeTo(Sender, Self);
        }
    }

    private PoolStatus Status()
    {
        TimeSpan now = Now;
        return new PoolStatus(
            Options.Name,
            Pool.Slots.Wanted,
            Pool.IsStopping,
            Pool.RespawnsInInterval(now),
            [.. Pool.Slots.InUse.Select(slot => StatusOf(slot, now))]) { LastExits = [.. state.LastExits], OutputLost = state.Output?.Lost ?? default };
    }

    private WorkerStatus StatusOf(Slot slot, TimeSpan now) => new(slot.Worker, slot.State, slot.Pid, slot.UptimeAt(now))
    {
        StartsIn = slot.State == WorkerState.BackingOff ? slot.StartsAt - now : null,
        StatusText = state.Processes.GetValueOrDefault(slot.Index)?.Handle?.StatusText,
        LastExit = slot.LastExit,
    };
}
