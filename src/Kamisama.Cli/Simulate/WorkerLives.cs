using Kamisama.Actors;
using Kamisama.Processes;
using Kamisama.TestKit;

namespace Kamisama.Cli.Simulate;

/// <summary>How each simulated worker lives and ends: by chance, by a log, by outages.</summary>
internal sealed class WorkerLives(WorkerPoolOptions pool, Scenario scenario)
{
    // Long enough that a pool without back-off does not stand still, and short against all that people wait for.
    private static readonly TimeSpan LifeInOutage = TimeSpan.FromSeconds(0.1);
    private static readonly ProcessExit OutageExit = new ProcessExit.Code(1);

    private readonly ProcessScript _healthy = new()
    {
        ReadyAfter = scenario.StartTime,
        ProbesPassFrom = scenario.StartTime,
        HeartbeatEvery = pool.WatchdogTimeout / 2,
    };

    /// <summary>The life of the process that is started.</summary>
    public ProcessScript Next(SimulatedStart start)
    {
        ProcessScript life = scenario.Recorded?.Next(start.Index) is { } recorded ? Replay(recorded)
            : scenario.Recorded is null && scenario.MeanLife is { } mean ? Chance(start.Random, mean)
            : _healthy;
        return CutByOutage(life, start.At);
    }

    // Exponential: no worker gets older by having lived.
    private ProcessScript Chance(Random random, TimeSpan mean)
    {
        TimeSpan life = mean * -Math.Log(1 - random.NextDouble());
        return _healthy with { RunFor = life, Exit = scenario.Exits.Draw(random.NextDouble()) };
    }

    private ProcessScript Replay(RecordedDeath death) => death.Exit is ProcessExit.NotStarted notStarted
        ? _healthy with { StartError = notStarted.Error }
        : _healthy with { RunFor = death.Uptime, Exit = death.Exit };

    private ProcessScript CutByOutage(ProcessScript life, TimeSpan at)
    {
        Outage next = scenario.Outages.FirstOrDefault(outage => at < outage.To, new Outage(TimeSpan.MaxValue, TimeSpan.MaxValue));
        if (at >= next.From)
        {
            return _healthy with { RunFor = LifeInOutage, Exit = OutageExit, ReadyAfter = null, ProbesPassFrom = null };
        }

        TimeSpan left = next.From - at;
        return next.From == TimeSpan.MaxValue || life.RunFor <= left ? life : life with { RunFor = left, Exit = OutageExit };
    }
}
