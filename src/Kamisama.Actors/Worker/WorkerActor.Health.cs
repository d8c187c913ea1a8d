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
        WorkerPoolOptions options = settings.Options;
        if (options is { WatchdogTimeout: null, Liveness: null, MemoryLimit: null, MaxAge: null, MaxUptime: null })
        {
            return; // Every start comes by here.
        }

        double unit = Jitter.Unit(settings.Seed, process.Worker, Jitter.Use.Age);
        CheckIf(options.WatchdogTimeout - Silence, WorkerCheck.Watchdog);
        CheckIf(options.Liveness?.Interval, WorkerCheck.Liveness);
        CheckIf(options.MemoryLimit?.Interval, WorkerCheck.Memory);
        CheckIf(Jittered(options.MaxAge) - Uptime, WorkerCheck.Age);
        CheckIf(Jittered(options.MaxUptime) - settings.Time.GetElapsedTime(process.ReadyAt!.Value), WorkerCheck.Uptime);

        TimeSpan? Jittered(TimeSpan? age) => age is { } full ? Jitter.Apply(full, options.AgeJitter, unit) : null;
    }

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
            case WorkerCheck.Readiness when settings.Options.Readiness is Readiness.Probed { Probe: var probe, Timeout: var timeout }:
                PutProbe(probe, WorkerCheck.Readiness, timeout);
                break;
            case WorkerCheck.Readiness:
                BecomeReady();
                break;
            case WorkerCheck.Watchdog:
                CheckHeartbeat(due);
                break;
            case WorkerCheck.Liveness:
                PutProbe(settings.Options.Liveness!.Probe, WorkerCheck.Liveness, settings.Options.Liveness.Timeout);
                break;
            case WorkerCheck.Memory:
                IProcessHandle handle = process.Handle!;
                handle.MeasureMemoryAsync(settings.Options.MemoryLimit!.Measure).AsTask()
                    .PipeTo(Self, success: bytes => new WorkerMessage.MemoryMeasured(handle, bytes));
                break;
            case WorkerCheck.Age:
                IsTooOld(due.Check, settings.Options.MaxAge!.Value);
                break;
            case WorkerCheck.Uptime:
                IsTooOld(due.Check, settings.Options.MaxUptime!.Value);
                break;
            default:
                throw new UnreachableException($"{due}");
        }
    }

    private TimeSpan Silence => settings.Time.GetElapsedTime(Math.Max(process.Handle!.LastHeartbeat ?? 0, process.ReadyAt!.Value));

    private void CheckHeartbeat(WorkerMessage.CheckDue due)
    {
        TimeSpan timeout = settings.Options.WatchdogTimeout!.Value;
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
        if (process.ReadyAt is null && !WasHeldUp(due, settings.Options.StartTimeout!.Value))
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
            return new WorkerMessage.ProbeAnswered(handle, check, failure);
        });
    }

    private void LivenessProbed(string? failure)
    {
        LivenessOptions liveness = settings.Options.Liveness!;
        _liveness ??= new SampleWindow(liveness.Failures, liveness.Of);
        if (_liveness.IsReachedWith(failure is not null))
        {
            EndHung(WorkerEndCause.Liveness, failure);
        }
        else
        {
            Check(WorkerCheck.Liveness, liveness.Interval);
        }
    }

    private void MemoryMeasured(long? bytes)
    {
        MemoryLimitOptions limit = settings.Options.MemoryLimit!;
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
