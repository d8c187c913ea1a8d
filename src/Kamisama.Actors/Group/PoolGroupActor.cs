using System.Diagnostics;

namespace Kamisama.Actors;

/// <summary>Keeps several pools: one MasterActor each. <see cref="PoolGroupState"/> decides; this starts, stops, and hears of ends.</summary>
/// <remarks>
/// A decision is kept in <see cref="PoolGroup.Steps"/> until it is carried out, and each step may be carried out twice without
/// harm: after a fault of this actor's code its next instance goes on where the last one was.
/// </remarks>
internal partial class PoolGroupActor(PoolGroup group) : UntypedActor
{
    /// <summary>How the master of a pool is made.</summary>
    protected virtual Props PropsOf(MasterState state) => Props.Create(() => new MasterActor(state));

    protected override void PreStart() => group.Events = Context.System.EventStream;

    // Everybody's end: of a group that is over, which leaves nothing, and of one whose actors were stopped without asking it.
    protected override void PostStop()
    {
        if (group.TryBeginEnd())
        {
            _ = group.EndAsync();
        }
    }

    // Not the default, which stops every child: the pools outlive a fault of this actor's code.
    protected override void PreRestart(Exception reason, object message)
    {
        group.Publish(new SupervisionEvent.InternalFault(PoolGroup.Name, null, reason));
        group.Broken = reason;
        group.IsBeyondMending = !group.Forgives();
        if (message is MasterMessage or PoolGroupMessage && !ReferenceEquals(message, group.Taken))
        {
            Self.Tell(message, Sender);
        }
    }

    // Not the default, which starts anew. The masters are restarted after this, and keep their workers.
    protected override void PostRestart(Exception reason)
    {
        if (group.IsBeyondMending)
        {
            // The masters end with it, and with them their processes.
            Context.Stop(Self);
            return;
        }

        // Death watch tells once, and what is in hand here need not be the message that it was to tell with.
        foreach (PoolLife life in group.Entries.Select(entry => entry.Life).OfType<PoolLife>()
            .Where(life => life.Front is not null && MasterOf(life).Equals(ActorRefs.Nobody)))
        {
            Enqueue(group.State.Gone(life.Id));
        }

        CarryOut();
        group.Broken = null;
    }

    protected override void OnReceive(object message)
    {
        if (!ReferenceEquals(message, group.Taken))
        {
            Enqueue(Decide(message));
            group.Taken = message;
            group.StopIfDecided();
        }

        CarryOut();
    }

    private void Enqueue(IReadOnlyList<PoolGroupStep> steps)
    {
        foreach (PoolGroupStep step in steps)
        {
            group.Steps.Enqueue(step);
        }
    }

    private static IActorRef MasterOf(PoolLife life) => Context.Child(life.State.Settings.Options.Name);

    private IReadOnlyList<PoolGroupStep> Decide(object message)
    {
        switch (message)
        {
            case MasterMessage.StartPool:
                return group.State.Start();
            case MasterMessage.StopPool stop when Enum.IsDefined(stop.Mode):
                ReplyWhenOver();
                return group.State.Stop(stop);
            case MasterMessage.StopPool unknown:
                Refuse(unknown, $"the mode must be one of {nameof(StopMode)}");
                return [];
            case MasterMessage request:
                Pass(request);
                return [];
            case PoolGroupMessage.StopOne one:
                return group.State.StopOne(one.Index, one.Mode);
            case PoolGroupMessage.Reconfigure reconfigure:
                return Reconfigure(reconfigure.Options);
            case PoolGroupMessage.PoolReady ready:
                group.Find(ready.Pool.Index)?.Pool.BecomeReady();
                return group.State.Ready(ready.Pool);
            case PoolGroupMessage.PoolEnded ended:
                Detach(ended.Pool);
                return group.State.Ended(ended.Pool, ended.Outcome, group.Now);
            case PoolGroupMessage.PoolGone gone:
                return group.State.Gone(gone.Pool);
            case PoolGroupMessage:
                throw new UnreachableException($"{message}");
            default:
                Unhandled(message);
                return [];
        }
    }

    private void CarryOut()
    {
        while (group.Steps.TryPeek(out PoolGroupStep? step))
        {
            CarryOut(step);
            group.Steps.Dequeue();
        }

        if (group.State.IsEmpty)
        {
            Context.Stop(Self);
        }
    }

    private void CarryOut(PoolGroupStep step)
    {
        switch (step)
        {
            case PoolGroupStep.StartPool start:
                BeginLife(start.Pool);
                break;
            case PoolGroupStep.StopPool stop:
                group.Find(stop.Pool.Index)?.Life?.Front?.Master.Tell(stop.Message, ActorRefs.NoSender);
                break;
            case PoolGroupStep.EndPool end:
                group.Find(end.Index)?.Pool.End(end.Outcome);
                group.ShowPools();
                break;
            case PoolGroupStep.EndGroup end:
                group.Completion.TrySetResult(end.Outcome);
                break;
            case PoolGroupStep.Publish publish:
                group.Publish(publish.Event);
                break;
            default:
                CarryOutChange(step);
                break;
        }
    }

    private void BeginLife(PoolId pool)
    {
        PoolEntry entry = group.Find(pool.Index) ?? throw new UnreachableException($"{pool} was forgotten before it began.");
        if (entry.Life is not { } life || life.Id != pool)
        {
            entry.Life = life = new PoolLife(pool, group.NewState(entry), entry.Options);
        }

        MasterState state = life.State;
        IActorRef master = MasterOf(life);
        if (master.Equals(ActorRefs.Nobody))
        {
            master = Context.ActorOf(PropsOf(state), entry.Name);
        }

        life.Front ??= WorkerPool.FrontOf(state, master);
        Context.WatchWith(master, new PoolGroupMessage.PoolGone(pool));
        state.Ready.Task.PipeTo(Self, Self, success: () => new PoolGroupMessage.PoolReady(pool));
        state.Completion.Task.PipeTo(Self, Self, success: outcome => new PoolGroupMessage.PoolEnded(pool, outcome));
        entry.Pool.Attach(life.Front);
        master.Tell(new MasterMessage.StartPool(), ActorRefs.NoSender);
    }

    // Its requests wait for the next life from now on.
    private void Detach(PoolId pool)
    {
        if (group.Find(pool.Index) is { } entry && entry.Life?.Id == pool)
        {
            group.State.Know(pool, entry.Newest);
            entry.Pool.Detach();
        }
    }
}
