namespace Kamisama.Runtime;

public sealed partial class ActorSystem
{
    private readonly TaskCompletionSource<Done> _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Never disposed: it has no timer, and what is scheduled after the end still asks its token.
    private readonly CancellationTokenSource _ending = new();

    private readonly Lock _callbacksLock = new();
    private Stack<Action>? _callbacks = new();
    private CoordinatedShutdown? _shutdown;

    /// <summary>Done when all actors are gone, and what is registered with <see cref="RegisterOnTermination"/> has run. It never faults.</summary>
    public Task WhenTerminated => _terminated.Task;

    internal CoordinatedShutdown Shutdown =>
        LazyInitializer.EnsureInitialized(ref _shutdown, () => new CoordinatedShutdown(this, _shutdownPhases));

    /// <summary>Cancelled when all actors are gone, before <see cref="WhenTerminated"/>: nothing that is scheduled runs after it.</summary>
    internal CancellationToken Ending => _ending.Token;

    /// <summary>Runs code when all actors are gone: the last one registered first, before <see cref="WhenTerminated"/> is done.</summary>
    /// <remarks>What it throws is logged. It must be short, and must not wait for <see cref="WhenTerminated"/>.</remarks>
    /// <param name="code">What to run; called once.</param>
    /// <exception cref="InvalidOperationException">The system has ended.</exception>
    public void RegisterOnTermination(Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        lock (_callbacksLock)
        {
            if (_callbacks is null)
            {
                throw new InvalidOperationException(
                    $"Cannot register for the end of {this}: it has ended already. Register before, or await WhenTerminated.");
            }

            _callbacks.Push(code);
        }
    }

    /// <summary>Runs <see cref="CoordinatedShutdown"/>, which stops all actors in its last phase. Calling it again changes nothing.</summary>
    /// <returns>The task of <see cref="CoordinatedShutdown.Run"/>: done when the system has ended, or the last phase's time is up.</returns>
    public Task Terminate() => Shutdown.Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);

    /// <summary><see cref="Terminate"/>, and waits for it. Not for actors: an actor that waits for its own end waits until the time is up.</summary>
    public void Dispose() => Terminate().Wait();

    /// <summary>The end itself, without the phases before it.</summary>
    internal Task<Done> FinalTerminate()
    {
        _logs.OnTerminating();
        _userGuardian.Stop();
        return _terminated.Task;
    }

    internal void OnGuardianDied(InternalActorRef guardian)
    {
        if (!ReferenceEquals(guardian, _systemGuardian))
        {
            _systemGuardian.Stop();
            return;
        }

        RunCallbacks();
        _ending.Cancel();
        _terminated.TrySetResult(Done.Instance);
    }

    private void RunCallbacks()
    {
        Stack<Action>? callbacks;
        lock (_callbacksLock)
        {
            callbacks = _callbacks;
            _callbacks = null;
        }

        while (callbacks?.TryPop(out Action? code) == true)
        {
            try
            {
                code();
            }
#pragma warning disable CA1031 // The system ends whatever they do.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Log.Error(failure, "What was registered for the end of the system threw: {0}", failure.Message);
            }
        }
    }
}
