using System.Globalization;
using System.Text.Json;
using Kamisama.Actors;
using Kamisama.Cli.Output;
using Kamisama.Cli.Simulate;
using Kamisama.Control;

namespace Kamisama.Cli.Tests.Simulate;

/// <summary>The same policy and the same deaths: real processes under <c>kamisama run</c>, and its own log in the simulation.</summary>
public sealed class RecordedRunSpecs
{
    // How incarnation n of worker 1 ends; the next one is one too many. Worker 2 lives.
    private const string Worker = """
        case $KAMISAMA_WORKER_INDEX.$KAMISAMA_INCARNATION in
            1.0) exit 1;; 1.1) kill -SEGV $$;; 1.2) exit 0;; 1.3) sleep 0.3; exit 7;; 1.4) kill -ABRT $$;; 1.5) exit 1;; 1.6) exit 1;;
            *) exec sleep 1000;;
        esac
        """;

    private static readonly string[] Policy =
    [
        "--instances", "2", "--respawn-limit", "5", "--respawn-interval", "1h", "--rule", "clean:backoff=0,limit=unlimited",
        "--backoff-initial", "0.1", "--backoff-max", "0.4", "--backoff-reset", "0.2", "--grace-period", "20",
    ];

    [Fact]
    public async Task Simulation_of_a_recorded_run_decides_as_the_run_did()
    {
        using var directory = new TemporaryDirectory();
        string log = Path.Combine(directory.Path, "events.jsonl");
        using var kamisama = RunningProgram.Start(
            "/bin/sh", ["-c", "exec ./kamisama \"$@\" 2>" + log, "sh", "run", "--log-format", "json", .. Policy, "--", "sh", "-c", Worker]);
        Assert.Equal(ExitCodes.RespawnLimitBreached, (await kamisama.WaitForExit()).ExitCode);

        string[] real = [.. (await File.ReadAllLinesAsync(log)).Select(DecisionOf).OfType<string>()];
        var simulated = new List<string>();
        SimulateOptions options = Assert.IsType<Request.Simulate>(KamisamaCommand.Read(["simulate", .. Policy, "--from", log, "--duration", "1m"])).Options;
        SimulationFigures figures = SimulationRun.Run(options, recorded =>
        {
            if (recorded.Event is SupervisionEvent.WorkerExited exited)
            {
                simulated.Add(Describe(exited.Report));
            }
        });

        Assert.Equal(7 + 1, real.Length);
        Assert.Equal(real, simulated);
        Assert.IsType<PoolOutcome.RespawnLimitBreached>(figures.End!.Value.Outcome);
    }

    private static string Describe(WorkerExitReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"worker {report.Worker.Index} incarnation {report.Worker.Incarnation} {JsonNames.Of(report.Class)} {JsonNames.Of(report.Decision)} after {report.Delay.TotalSeconds} s, {report.RespawnsInInterval} respawns");

    private static string? DecisionOf(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        return root.GetProperty("event").GetString() == "worker_exited"
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"worker {root.GetProperty("worker")} incarnation {root.GetProperty("incarnation")} {root.GetProperty("class")} {root.GetProperty("decision")} after {root.GetProperty("delaySeconds").GetDouble()} s, {root.GetProperty("respawns")} respawns")
            : null;
    }
}
