using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary>Waits until as many workers run as are wanted. Looks again after each event of the pool, and never on its own.</summary>
internal sealed class ScaleWait : IDisposable
{
    private readonly IWorkerPool _pool;
    private readonly EventQueue _events;
    private readonly HashSet<WorkerId> _notAwaited;

    private ScaleWait(IWorkerPool pool, EventQueue events, IEnumerable<WorkerId> leaving) =>
        (_pool, _events, _notAwaited) = (pool, events, [.. leaving]);

    /// <summary>To be called before the request that is waited for, so that no event is missed.</summary>
    public static async Task<ScaleWait> BeginAsync(IWorkerPool pool, ControlMaster master, CancellationToken gone)
    {
        if (!master.HasEvents)
        {
            throw new ControlException(ControlErrorCode.NotSupported, "This master tells no events, which 'wait' needs. Leave it out, and ask for the status.");
        }

        EventQueue events = master.Events.Listen(recent: 0);
        try
        {
            // Of those that were told to go before this, the end may have been told already.
            PoolStatus status = await pool.GetStatusAsync(gone).ConfigureAwait(false);
            return new ScaleWait(pool, events, from worker in status.Workers where worker.State == WorkerState.Stopping select worker.Worker);
        }
        catch
        {
            events.Dispose();
            throw;
        }
    }

    /// <summary>Waits.</summary>
    /// <returns><see langword="null"/>: it is so. Otherwise why it will not be.</returns>
    public async Task<string?> UntilAsync(int wanted, CancellationToken gone)
    {
        while (true)
        {
            PoolStatus status;
            try
            {
                status = await _pool.GetStatusAsync(gone).ConfigureAwait(false);
            }
            catch (InvalidOperationException exception)
            {
                return exception.Message;
            }

            if (status.IsStopping || status.Instances != wanted)
            {
                return status.IsStopping ? "the pool is stopping" : FormattableString.Invariant($"{status.Instances} workers are wanted meanwhile");
            }

            if (IsReached(status))
            {
                return null;
            }

            if (!await _events.WaitAsync(gone).ConfigureAwait(false))
            {
                return "the master is ending";
            }

            TakeIn();
        }
    }

    public void Dispose() => _events.Dispose();

    private bool IsReached(PoolStatus status)
    {
        IEnumerable<WorkerStatus> awaited = status.Workers.Where(worker => !_notAwaited.Contains(worker.Worker));
        return awaited.All(worker => worker.State == WorkerState.Running) && awaited.Count() == status.Instances;
    }

    // A slot is given up a moment after the end of its worker is told, without another event.
    private void TakeIn()
    {
        while (_events.TryTake(out SupervisionEvent? supervisionEvent))
        {
            if (supervisionEvent is SupervisionEvent.WorkerExited exited && exited.Pool == _pool.Name)
            {
                _notAwaited.Add(exited.Report.Worker);
            }
        }
    }
}
