namespace Kamisama.Actors;

// What others ask of the group.
internal partial class PoolGroupActor
{
    // For the only pool; or for each, as the signals that are no request to one.
    private void Pass(MasterMessage request)
    {
        string? one = (request as MasterMessage.Reconfigure)?.Options?.Name;
        IActorRef[] masters = [.. group.Entries
            .Where(entry => entry.Life is { Front.Completion.IsCompleted: false } && (one ?? entry.Name) == entry.Name)
            .Select(entry => entry.Life!.Front!.Master)];
        if ((group.Pools.Length == 1 || one is not null) && masters is [var only])
        {
            only.Forward(request);
        }
        else if (request is not (MasterMessage.AddWorkers or MasterMessage.RetireWorkers or MasterMessage.ScaleTo
            or MasterMessage.StartNow or MasterMessage.RestartWorker or MasterMessage.SignalWorker or MasterMessage.Reconfigure or MasterMessage.GetStatus))
        {
            Array.ForEach(masters, master => master.Tell(request, ActorRefs.NoSender));
        }
        else
        {
            Refuse(request, group.Pools.Length > 1 ? "there are several pools: ask the one that is meant" : "the pool does not run now");
        }
    }

    private void Refuse(MasterMessage request, string reason)
    {
        group.Publish(new SupervisionEvent.RequestIgnored(PoolGroup.Name, $"{NameOf(request)}", reason));
        if (!Sender.Equals(Context.System.DeadLetters))
        {
            Sender.Tell(new Status.Failure(new InvalidOperationException($"'{NameOf(request)}' changes nothing: {reason}.")), Self);
        }
    }

    // Options are long, and their environment may hold secrets.
    private static string NameOf(MasterMessage request) => request is MasterMessage.Reconfigure ? "reconfiguration" : $"{request}";

    // The answer outlives this actor, so it is sent by the outcome and not in a turn.
    private void ReplyWhenOver()
    {
        if (!Sender.Equals(Context.System.DeadLetters))
        {
            group.Completion.Task.PipeTo(Sender, Self);
        }
    }
}
