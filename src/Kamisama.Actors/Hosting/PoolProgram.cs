namespace Kamisama.Actors;

/// <summary>A program that does nothing but run a pool, or a group of pools, until it is over.</summary>
internal static class PoolProgram
{
    /// <summary>Listeners first, signals second, workers last: no event is missed, and no signal finds the process unprepared.</summary>
    /// <param name="create">Makes what is run, not started yet.</param>
    /// <param name="masterOf">Who is told to start, and of signals.</param>
    /// <param name="completionOf">Its end.</param>
    /// <param name="pool">Whose events are meant; <see langword="null"/>: all.</param>
    /// <param name="onEvent">Is told of them; <see langword="null"/>: nobody is.</param>
    public static async Task<TOutcome> RunAsync<TFront, TOutcome>(
        Func<ActorSystem, TFront> create,
        Func<TFront, IActorRef> masterOf,
        Func<TFront, Task<TOutcome>> completionOf,
        string? pool,
        Action<SupervisionEvent>? onEvent)
    {
        TimerThread.Ensure();
        ActorSystem system = ActorSystems.Create("kamisama");
        SignalRouter? signals = null;
        try
        {
            TFront front = create(system);
            var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            IActorRef? listener = onEvent is null ? null : EventListener.Start(system, pool, onEvent, drained);
            signals = new SignalRouter(masterOf(front));
            masterOf(front).Tell(new MasterMessage.StartPool(), ActorRefs.NoSender);

            TOutcome outcome = await completionOf(front).ConfigureAwait(false);
            if (listener is not null)
            {
                // Behind the last event in its mailbox, so that every event has been handed out.
                listener.Tell(PoisonPill.Instance, ActorRefs.NoSender);
                await drained.Task.ConfigureAwait(false);
            }

            return outcome;
        }
        finally
        {
            await system.Terminate().ConfigureAwait(false);
            signals?.Dispose();
        }
    }
}
