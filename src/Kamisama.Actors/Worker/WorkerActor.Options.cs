namespace Kamisama.Actors;

// New options while a process runs: the checks of it that need no other process are armed anew, the rest is its successor's.
internal partial class WorkerActor
{
    private void OptionsChanged()
    {
        if (process.Handle is null)
        {
            return; // It is started under the newest ones.
        }

        WorkerPoolOptions before = Options, after = PoolChange.WithChecksOf(before, settings.Options);
        process.Options = after;
        if (process.ReadyAt is null)
        {
            return; // They begin when it is ready.
        }

        if (!ReferenceEquals(before.Liveness, after.Liveness))
        {
            _liveness = null;
            Rearm(after.Liveness?.Interval, WorkerCheck.Liveness);
        }

        if (!ReferenceEquals(before.MemoryLimit, after.MemoryLimit))
        {
            _memory = null;
            Rearm(after.MemoryLimit?.Interval, WorkerCheck.Memory);
        }

        if ((before.MaxAge, before.MaxUptime, before.AgeJitter) != (after.MaxAge, after.MaxUptime, after.AgeJitter))
        {
            Rearm(RestOfAge, WorkerCheck.Age);
            Rearm(RestOfUptime, WorkerCheck.Uptime);
        }
    }

    private void Rearm(TimeSpan? wait, WorkerCheck check)
    {
        Timers.Cancel(check);
        CheckIf(wait, check);
    }
}
