namespace Kamisama.TestKit;

// What a test asks of the pool. Answered at once: no time passes.
public sealed partial class PoolSimulation
{
    /// <summary>What the pool is doing.</summary>
    /// <exception cref="InvalidOperationException">The pool is over.</exception>
    public PoolStatus Status => Ask<PoolStatus>(new MasterMessage.GetStatus());

    /// <summary>The process of a worker that has not ended.</summary>
    /// <remarks>What is done to it is answered by the pool with the next look. For two at the same moment, get both first.</remarks>
    /// <param name="index">The worker's index, from 1.</param>
    /// <exception cref="InvalidOperationException">The worker has none at this moment.</exception>
    public SimulatedProcess Worker(int index)
    {
        Settle();
        return Host.Worker(index);
    }

    /// <summary>Adds workers; each takes the lowest free index.</summary>
    /// <param name="count">How many.</param>
    /// <returns>How many workers are wanted then.</returns>
    /// <exception cref="InvalidOperationException">The pool is over.</exception>
    public int AddWorkers(int count = 1) => Ask<int>(new MasterMessage.AddWorkers(count));

    /// <summary>Retires workers, the longest-running process first, never the last one.</summary>
    /// <param name="count">How many.</param>
    /// <returns>How many workers are wanted then.</returns>
    /// <exception cref="InvalidOperationException">The pool is over.</exception>
    public int RetireWorkers(int count = 1) => Ask<int>(new MasterMessage.RetireWorkers(count));

    /// <summary>Adds or retires as many workers as it takes.</summary>
    /// <param name="instances">How many workers are wanted.</param>
    /// <returns>How many workers are wanted then.</returns>
    /// <exception cref="InvalidOperationException">The pool is over.</exception>
    public int ScaleTo(int instances) => Ask<int>(new MasterMessage.ScaleTo(instances));

    /// <summary>Starts workers that wait for their start at once.</summary>
    /// <param name="index">Which worker. Default: all that wait.</param>
    /// <returns>How many were waiting.</returns>
    /// <exception cref="InvalidOperationException">The pool is over.</exception>
    public int StartNow(int? index = null) => Ask<int>(new MasterMessage.StartNow(index));

    /// <summary>Begins a rolling restart; <see cref="SupervisionEvent.RollingRestartEnded"/> tells how it ended.</summary>
    public void RestartWorkers() => Tell(new MasterMessage.RestartWorkers());

    /// <summary>Asks the pool to stop; see <see cref="RunUntilOver"/> for its end.</summary>
    /// <param name="mode">How urgent.</param>
    public void Stop(StopMode mode = StopMode.Graceful) => Tell(new MasterMessage.StopPool(mode));

    /// <summary>Does what a signal to the master does.</summary>
    /// <param name="signal">The number of one of the signals that a master listens to; see docs/signals.md.</param>
    /// <exception cref="ArgumentOutOfRangeException">A master does not listen to it.</exception>
    public void Signal(int signal) => Tell(SignalCommands.For(signal));

    private void Tell(MasterMessage message)
    {
        Settle();
        Master.Tell(message, ActorRefs.NoSender);
        Settle();
    }

    private T Ask<T>(MasterMessage question)
    {
        Settle();
        _answer = null;
        Master.Tell(question, _inbox);
        Settle();
        return _answer switch
        {
            T answer => answer,
            Status.Failure failure => throw failure.Cause,
            _ => throw new InvalidOperationException(
                $"The pool did not answer: it is {(Outcome is { } outcome ? $"over ({outcome})" : "not there")}; use a new simulation."),
        };
    }
}
