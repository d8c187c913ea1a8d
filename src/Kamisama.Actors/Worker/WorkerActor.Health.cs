using System.Diagnostics;
using Kamisama.Processes;

namespace Kamisama.Actors;

// From the moment the worker is ready: whether it hangs, has grown too large, or is too old. No timer runs for what is not asked for.
internal partial class WorkerActor
{
    // How late a timer may come on a machine that has much to do.
    private static readonly TimeSpan Punctual = TimeSpan.FromMilliseconds(50);

    private SampleWindow? _liveness;
    private SampleWindow? _memory;

    private void BeginHealthChecks()
    {
        WorkerPoolOptions options = Options;
        if (options is { WatchdogTimeout: null, Liveness: null, MemoryLimit: null, MaxAge: null, MaxUptime: null })
        {
            return; // Every start comes by here.
        }

        CheckIf(options.WatchdogTimeout - Silence, WorkerCheck.Watchdog);
        CheckIf(options.Liveness?.Interval, WorkerCheck.Liveness);
        CheckIf(options.MemoryLimit?.Interval, WorkerCheck.Memory);
        CheckIf(RestOfAge, WorkerCheck.Age);
        CheckIf(RestOfUptime, WorkerCheck.Uptime);
    }

    private TimeSpan? RestOfAge => Jittered(Options.MaxAge) - Uptime;

    private TimeSpan? RestOfUptime => Jittered(Options.MaxUptime) - settings.Time.GetElapsedTime(process.ReadyAt!.Value);

    private TimeSpan? Jittered(TimeSpan? age) => age is { } full
        ? Jitter.Apply(full, Options.AgeJitter, Jitter.Unit(settings.Seed, process.Worker, Jitter.Use.Age))
        : null;

    private void CheckIf(TimeSpan? wait, WorkerCheck check)
    {
        if (wait is { } time)
        {
            Check(check, time);
        }
    }

    private void Check(WorkerCheck check, TimeSpan wait)
    {
        wait = wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        Timers.StartSingleTimer(check, new WorkerMessage.CheckDue(process.Handle!, check, settings.TimestampAfter(wait)), wait);
    }

    private void Checked(WorkerMessage.CheckDue due)
    {
        switch (due.Check)
        {
            case WorkerCheck.StartTimeout:
                CheckStart(due);
                break;
            case WorkerCheck.Readiness when Options.Readiness is Readiness.Probed { Probe: var probe, Timeout: var timeout }:
                PutProbe(probe, WorkerCheck.Readiness, timeout);
                break;
            case WorkerCheck.Readiness:
                BecomeReady();
                break;
            case WorkerCheck.Watchdog:
                CheckHeartbeat(due);
                break;
            case WorkerCheck.Liveness:
                PutProbe(Options.Liveness!.Probe, WorkerCheck.Liveness, Options.Liveness.Timeout);
                break;
            case WorkerCheck.Memory:
                MeasureMemory(process.Handle!, Options.MemoryLimit!);
                break;
            case WorkerCheck.Age:
                IsTooOld(due.Check, Options.MaxAge!.Value);
                break;
            case WorkerCheck.Uptime:
                IsTooOld(due.Check, Options.MaxUptime!.Value);
                break;
            default:
                throw new UnreachableException($"{due}");
        }
    }

    private TimeSpan Silence => settings.Time.GetElapsedTime(Math.Max(process.Handle!.LastHeartbeat ?? 0, process.ReadyAt!.Value));

    private void CheckHeartbeat(WorkerMessage.CheckDue due)
    {
        TimeSpan timeout = Options.WatchdogTimeout!.Value;
        TimeSpan silence = Silence;
        if (silence < timeout)
        {
            Check(WorkerCheck.Watchdog, timeout - silence);
        }
        else if (!WasHeldUp(due, timeout))
        {
            EndHung(WorkerEndCause.Watchdog, $"silent for {Texts.Seconds(silence)}");
        }
    }

    private void CheckStart(WorkerMessage.CheckDue due)
    {
        if (process.ReadyAt is null && !WasHeldUp(due, Options.StartTimeout!.Value))
        {
            EndHung(WorkerEndCause.StartTimeout, process.LastFailure);
        }
    }

    // A check that comes late means that this process was held up itself: stopped, suspended with its machine, starved. What workers
    // said meanwhile has not been heard yet, and some could not even say it, so it is done again, as much later.
    private bool WasHeldUp(WorkerMessage.CheckDue due, TimeSpan longest)
    {
        TimeSpan late = settings.Time.GetElapsedTime(due.At);
        if (late > Punctual)
        {
            Check(due.Check, late < longest ? late : longest);
        }

        return late > Punctual;
    }

    private void PutProbe(Probe probe, WorkerCheck check, TimeSpan timeout)
    {
        IProcessHandle handle = process.Handle!;
        var overdue = new CancellationTokenSource(timeout, settings.Time);
        settings.Prober.ProbeAsync(probe, process.Worker, process.Pid ?? 0, overdue.Token).PipeTo(Self, success: failure =>
        {
            overdue.Dispose();
            return new WorkerMessage.ProbeAnswered(handle, probe, check, failure);
        });
    }

    private void LivenessProbed(WorkerMessage.ProbeAnswered answer)
    {
        if (Options.Liveness is not { } liveness || !ReferenceEquals(answer.Probe, liveness.Probe))
        {
            return; // Another question is asked by now, or none.
        }

        _liveness ??= new SampleWindow(liveness.Failures, liveness.Of);
        if (_liveness.IsReachedWith(answer.Failure is not null))
        {
            EndHung(WorkerEndCause.Liveness, answer.Failure);
        }
        else
        {
            Check(WorkerCheck.Liveness, liveness.Interval);
        }
    }

    private void MeasureMemory(IProcessHandle handle, MemoryLimitOptions limit) => handle.MeasureMemoryAsync(limit.Measure).AsTask()
        .PipeTo(Self, success: bytes => new WorkerMessage.MemoryMeasured(handle, limit, bytes));

    private void MemoryMeasured(WorkerMessage.MemoryMeasured sample)
    {
        if (Options.MemoryLimit is not { } limit || !ReferenceEquals(sample.Limit, limit))
        {
            return; // Measured for another limit than the present one.
        }

        long? bytes = sample.Bytes;
        _memory ??= new SampleWindow(limit.Samples, limit.Of);
        if (_memory.IsReachedWith(bytes > limit.Bytes))
        {
            // Asked again after as many samples, in case the replacement fails.
            _memory.Clear();
            AskToBeReplaced(WorkerEndCause.Memory, $"{bytes} bytes, more than {limit.Bytes}");
        }

        Check(WorkerCheck.Memory, limit.Interval);
    }

    // Asked again a little later, in case the replacement fails; the master takes no notice of it while it is under way.
    private void IsTooOld(WorkerCheck check, TimeSpan limit)
    {
        AskToBeReplaced(WorkerEndCause.Age, $"{Texts.Seconds(Uptime)} old");
        Check(check, limit / 10);
    }

    // The master replaces one worker after the other, so that the pool keeps working.
    private void AskToBeReplaced(WorkerEndCause cause, string detail) =>
        Context.Parent.Tell(new MasterMessage.ReplacementDue(process.Worker, cause, detail));

    private void EndHung(WorkerEndCause cause, string? detail)
    {
        process.EndCause = cause;
        process.EndDetail = detail;
        Context.Parent.Tell(new MasterMessage.WorkerTimedOut(process.Worker, process.Pid, cause, detail));

        // With no grace period nobody would ever kill it, and its successor would never come.
        BeginStop(settings.StopSequenceOfHung(), kill: settings.Options.GracePeriod == TimeSpan.Zero);
    }
}
