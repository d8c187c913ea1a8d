using System.Runtime.CompilerServices;

namespace Kamisama.Actors;

/// <summary>A program that does nothing but run a pool, or a group of pools, until it is over.</summary>
internal static class PoolProgram
{
    /// <summary>Listeners first, signals second, workers last: no event is missed, and no signal finds the process unprepared.</summary>
    /// <param name="create">Makes what is run, not started yet.</param>
    /// <param name="completionOf">Its end.</param>
    /// <param name="pool">Whose events are meant; <see langword="null"/>: all.</param>
    /// <param name="onEvent">Is told of them; <see langword="null"/>: nobody is.</param>
    /// <param name="onCreated">Is given what is run, before it is started; what it throws ends the program then.</param>
    /// <param name="reload">Reads the configuration again and has it taken over, at HUP; <see langword="null"/>: HUP is a rolling restart.</param>
    public static async Task<TOutcome> RunAsync<TFront, TOutcome>(
        Func<ActorSystem, TFront> create,
        Func<TFront, Task<TOutcome>> completionOf,
        string? pool,
        Action<SupervisionEvent>? onEvent,
        Action<TFront>? onCreated = null,
        Func<TFront, CancellationToken, Task>? reload = null)
        where TFront : IProgramFront
    {
        TimerThread.Ensure();
        ActorSystem system = ActorSystems.Create("kamisama");
        SignalRouter? signals = null;
        ServiceNotifier? service = null;
        try
        {
            TFront front = create(system);
            if (ServiceNotifier.IsWanted)
            {
                service = StartService(front, ref onEvent);
            }

            var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            IActorRef? listener = onEvent is null ? null : EventListener.Start(system, pool, onEvent, drained);
            onCreated?.Invoke(front);
            Reloader? reloader = reload is null
                ? null
                : new Reloader(token => reload(front, token), front.PublishReloadFailed, service, front.Stopping);
            signals = new SignalRouter(front.Top, reloader);
            front.Top.Tell(new MasterMessage.StartPool(), ActorRefs.NoSender);

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
            if (service is not null)
            {
                await service.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>What <see cref="RunAsync"/> does at HUP for a program that has a configuration source.</summary>
    /// <param name="load">The source.</param>
    /// <param name="reconfigure">Has what it gave taken over.</param>
    public static Func<TFront, CancellationToken, Task>? ReloadBy<TFront, TOptions>(
        Func<CancellationToken, Task<TOptions?>>? load, Func<TFront, TOptions, CancellationToken, Task> reconfigure)
        where TOptions : class => load is null ? null : async (front, token) =>
        {
            TOptions options = await load(token).ConfigureAwait(false)
                ?? throw new InvalidOperationException("the configuration source gave none.");
            await reconfigure(front, options, token).ConfigureAwait(false);
        };

    // A method of its own, so that a program that has no supervisor loads nothing of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ServiceNotifier StartService(IProgramFront front, ref Action<SupervisionEvent>? onEvent)
    {
        ServiceNotifier service = ServiceNotifier.Start(front);
        onEvent = (_ => service.Changed()) + onEvent;
        return service;
    }
}
