namespace Kamisama.Model.Tests;

/// <summary>One thing that happens to a pool. Exactly one of the nested cases.</summary>
public abstract record Command
{
    private Command()
    {
    }

    public sealed record Advance(TimeSpan Time) : Command;

    /// <summary>The process of a worker ends, also one that is still being started.</summary>
    public sealed record Exit(int Index, ProcessExit How) : Command;

    /// <summary>How the next process of a worker behaves; the one after it is an ordinary one again.</summary>
    public sealed record Next(int Index, Life Life) : Command;

    public sealed record Signal(int Number) : Command;

    public sealed record Scale(int Instances) : Command;

    public sealed record Add(int Count) : Command;

    public sealed record Retire(int Count) : Command;

    public sealed record StartNow : Command;

    public sealed record RollingRestart : Command;

    public sealed record Stop(StopMode Mode) : Command;

    public sealed record SayReady(int Index) : Command;

    public sealed record StopHeartbeats(int Index) : Command;

    public sealed record Memory(int Index, long Bytes) : Command;

    /// <summary>A hanging start succeeds.</summary>
    public sealed record FinishStart(int Index) : Command;

    /// <summary>The notice of a death that had been lost arrives.</summary>
    public sealed record TellExit(int Index) : Command;

    /// <summary>What was told of a process is told again, also of the one before.</summary>
    public sealed record Duplicate(int Index) : Command;

    /// <summary>The code of an actor throws: the master's for 0, otherwise a worker's.</summary>
    public sealed record Bug(int Index) : Command;
}

/// <summary>How one process behaves.</summary>
public sealed record Life
{
    public static readonly Life Ordinary = new();

    /// <summary><see langword="null"/>: it hangs in its start.</summary>
    public TimeSpan? StartTakes { get; init; } = TimeSpan.Zero;

    public int? Errno { get; init; }

    /// <summary><see langword="null"/>: it never says that it is ready.</summary>
    public TimeSpan? ReadyAfter { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan? RunFor { get; init; }

    public ProcessExit Exit { get; init; } = new ProcessExit.Code(1);

    /// <summary><see langword="null"/>: it ignores the stop signal.</summary>
    public TimeSpan? StopTakes { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary><see langword="null"/>: not even KILL ends it.</summary>
    public TimeSpan? KillTakes { get; init; } = TimeSpan.Zero;

    /// <summary><see langword="null"/>: the notice of its death is lost, until it is told again.</summary>
    public TimeSpan? ToldAfter { get; init; } = TimeSpan.Zero;

    /// <summary>How long a child stays behind in its group, unless a signal ends it.</summary>
    public TimeSpan Children { get; init; }

    /// <summary>When its heartbeats, one each second, end.</summary>
    public TimeSpan? BeatsUntil { get; init; }

    internal ProcessStartError? Error => Errno is { } errno ? new ProcessStartError(ProcessStartStage.Execute, errno, "simulated") : null;

    internal ProcessScript Script() => new()
    {
        StartTakes = StartTakes, StartError = Error, ReadyAfter = ReadyAfter, RunFor = RunFor, Exit = Exit, StopTakes = StopTakes,
        KillTakes = KillTakes, ExitToldAfter = ToldAfter, ChildrenOutliveItBy = Children, IgnoredSignals = [Schedule.QuietSignal],
        HeartbeatEvery = TimeSpan.FromSeconds(1), HeartbeatsUntil = BeatsUntil,
    };
}

/// <summary>A pool and what happens to it.</summary>
public sealed record Schedule(WorkerPoolOptions Options, IReadOnlyList<Command> Commands)
{
    public const int QuietSignal = 12;
}
