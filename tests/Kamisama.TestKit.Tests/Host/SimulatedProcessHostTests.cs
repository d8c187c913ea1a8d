using Kamisama.Processes.Tests;

namespace Kamisama.TestKit.Tests;

/// <summary>The contract on simulated processes, in real time.</summary>
public sealed class SimulatedProcessHostTests : ProcessHostContract
{
    private const int SigTerm = 15;
    private readonly Dictionary<string, ProcessScript> _programs = [];

    protected override IProcessHost CreateHost() =>
        new SimulatedProcessHost { Script = start => _programs[start.Spec.FileName] };

    protected override ProcessSpec Exits(int code) =>
        Program($"exits {code}", new ProcessScript { RunFor = TimeSpan.FromMilliseconds(1), Exit = new ProcessExit.Code(code) });

    protected override ProcessSpec DiesBy(int signal) =>
        Program("dies", new ProcessScript { RunFor = TimeSpan.Zero, Exit = new ProcessExit.Signalled(signal, false) });

    protected override ProcessSpec RunsUntilTold() =>
        Program("runs", new ProcessScript { StartTakes = TimeSpan.FromMilliseconds(1), MemoryAt = _ => 1 });

    protected override ProcessSpec IgnoresTerm() => Program("ignores", new ProcessScript { IgnoredSignals = [SigTerm] });

    protected override ProcessSpec CannotStart(int errno) =>
        Program("cannot", new ProcessScript { StartError = new ProcessStartError(ProcessStartStage.Execute, errno, "cannot") });

    protected override ProcessSpec SaysReady() => Program("ready", new ProcessScript { ReadyAfter = TimeSpan.FromMilliseconds(1) });

    protected override ProcessSpec WritesThreeErrors() =>
        Program("errors", new ProcessScript { RunFor = TimeSpan.Zero, Exit = new ProcessExit.Code(1), ErrorLines = ["one", "two", "three"] });

    protected override Task UntilItIgnoresTermAsync(IProcessHandle handle) => handle.Started;

    private ProcessSpec Program(string name, ProcessScript script)
    {
        _programs[name] = script;
        return new ProcessSpec { FileName = name };
    }
}
