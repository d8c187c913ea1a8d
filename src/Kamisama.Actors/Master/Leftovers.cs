using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>
/// The end of processes whose actors are gone: a parent's strategy, PoisonPill or the end of the actor system stopped them without
/// asking the pool to stop. No process is left that nobody watches, and the pool is over only when they are.
/// </summary>
/// <remarks>
/// The same steps as <see cref="StopSequence"/> in an actor, on tasks, because there is no actor any more. What a worker's stop
/// had come to is taken up: a stop signal is not sent twice, its grace period begins anew.
/// </remarks>
internal static class Leftovers
{
    private const int SigCont = 18;

    /// <summary>Ends what is left of a pool and completes it.</summary>
    public static async Task EndAsync(MasterState state)
    {
        state.ForbidSpawning();
        WorkerPoolOptions options = state.Settings.Options;
        bool wasOver = state.IsOver;
        WorkerProcess[] left = [.. state.Processes.Values.Where(IsLeft)];
        if (left.Length > 0 && state.StopMode is null)
        {
            state.Publish(new SupervisionEvent.PoolStopping(
                options.Name, StopMode.Graceful, "the actors of the pool were stopped", left.Length));
        }

        int respawns = state.Pool.RespawnsInInterval(state.Settings.Time.GetElapsedTime(state.Origin));
        await Task.WhenAll(left.Select(async process =>
        {
            await EndAsync(process, state).ConfigureAwait(false);
            Report(process, state, respawns);
        })).ConfigureAwait(false);
        if (!wasOver)
        {
            PoolOutcome outcome = state.Outcome
                ?? (state.Broken is { } fault ? new PoolOutcome.Faulted(fault) : new PoolOutcome.Stopped(false, null));
            state.Publish(new SupervisionEvent.PoolStopped(options.Name, outcome));
            state.Complete(outcome);
        }
    }

    // A worker that was being stopped may have ended and left a part of its group behind.
    private static bool IsLeft(WorkerProcess process) =>
        process.Handle is not null && process.StopPhase != StopPhase.Abandoned && (process.IsAlive || process.Stop is not null);

    private static async Task EndAsync(WorkerProcess process, MasterState state)
    {
        WorkerPoolOptions options = state.Settings.Options;
        StopSequence sequence = process.Stop ?? state.Settings.StopSequence();
        StopStep step = sequence.Begin();
        if (process.Stop is not null)
        {
            step = sequence.At(process.StopPhase);
            step = step.Phase == StopPhase.Killed ? step : step with { Signal = null };
        }

        Task gone = process.Handle!.WhenGroupGoneAsync();
        while (step.Phase != StopPhase.Abandoned)
        {
            Send(process, step, state);
            if (await EndsWithinAsync(process, gone, step, sequence, state.Settings.Time).ConfigureAwait(false))
            {
                return;
            }

            process.IsGraceElapsed |= step.Phase == StopPhase.Asked;
            step = sequence.After(step.Phase);
        }

        state.Publish(new SupervisionEvent.WorkerUnkillable(options.Name, process.Worker, process.Pid));
    }

    // Not a second time, when the master had reported the end and not yet given up the slot.
    private static void Report(WorkerProcess process, MasterState state, int respawns)
    {
        bool isReported = state.Pool.Slots.Find(process.Worker.Index) is { } slot
            && (slot.IsEndReported || slot.Incarnation > process.Worker.Incarnation);
        if (!isReported && process.Handle!.Exited is { IsCompleted: true } exited && exited.Result is not ProcessExit.NotStarted)
        {
            WorkerPoolOptions options = state.Settings.Options;
            TimeSpan uptime = state.Settings.Time.GetElapsedTime(process.StartedAt);
            DateTimeOffset endedAt = state.Settings.Time.GetUtcNow();
            var end = new WorkerEnd(exited.Result, uptime, WorkerEndCause.PoolStopped, process.IsGraceElapsed);
            state.Publish(new SupervisionEvent.WorkerExited(options.Name, new WorkerExitReport(
                process.Worker, process.Pid, end.Exit, uptime, RespawnDecision.Stop, respawns, options.RespawnLimit, options.RespawnInterval)
            {
                Class = ExitClassifier.Classify(end, options.SuccessExitCodes),
                Cause = end.Cause,
                StartedAt = endedAt - uptime,
                EndedAt = endedAt,
                LastErrorLines = process.Handle!.LastErrorLines,
            }));
        }
    }

    private static void Send(WorkerProcess process, StopStep step, MasterState state)
    {
        if (step.Signal is not { } signal)
        {
            return;
        }

        process.Handle!.Signal(signal, SignalTarget.Group);
        process.Handle!.Signal(SigCont, SignalTarget.Group);
        if (step.Phase == StopPhase.Killed)
        {
            state.Publish(new SupervisionEvent.WorkerKilled(state.Settings.Options.Name, process.Worker, process.Pid));
        }
    }

    // With a grace period of zero nobody waits: the kernel tells the workers again when this process is gone.
    private static async Task<bool> EndsWithinAsync(WorkerProcess process, Task gone, StopStep step, StopSequence sequence, TimeProvider time)
    {
        if (step.Phase == StopPhase.Asked && sequence.GracePeriod == TimeSpan.Zero)
        {
            return true;
        }

        try
        {
            await gone.WaitAsync(step.Wait ?? Timeout.InfiniteTimeSpan, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return gone.IsCompleted; // It may have been told of both at once.
        }
        catch (IOException)
        {
            // The rest of the group can't be watched, so it gets no grace period behind the process's own end.
            process.Handle!.Signal(MasterActor.SigKill, SignalTarget.Group);
            return true;
        }
    }
}
