using System.Globalization;
using System.Text.RegularExpressions;
using Mono.Unix.Native;

namespace Kamisama.Cli.Tests;

public sealed partial class SampleTests
{
    private readonly HashSet<int> _pids = [];
    private readonly HashSet<int> _crunching = [];

    [Fact]
    public async Task Crunch_runs_seventeen_workers_with_indexes_1_to_17_and_ends_them_on_TERM()
    {
        using var crunch = RunningProgram.Start("Crunch", "17", "0.2");
        await crunch.WaitForLine("crunching of 17 workers", line => Note(line) && _crunching.Count == 17 && _pids.Count == 17);
        Assert.Equal(Enumerable.Range(1, 17), _crunching.Order());

        crunch.Signal(Signum.SIGTERM);
        Assert.Equal(0, (await crunch.WaitForExit()).ExitCode);
        Assert.DoesNotContain(_pids, IsAlive);
    }

    [Fact]
    public async Task Crunch_replaces_a_worker_that_was_killed_under_the_same_index()
    {
        using var crunch = RunningProgram.Start("Crunch", "2", "0.2");
        string started = await crunch.WaitForLine("start of worker 2", line => line.Contains("] worker 2 (pid ", StringComparison.Ordinal));
        Assert.Equal(0, Syscall.kill(PidIn(started), Signum.SIGKILL));
        await crunch.WaitForLine("incarnation 1 of worker 2", line => line.Contains("] worker 2 ", StringComparison.Ordinal) && line.EndsWith("started, incarnation 1", StringComparison.Ordinal));
        await crunch.WaitForLine("crunching of worker 2", line => line == "WORKER 2: Crunching data...");

        crunch.Signal(Signum.SIGTERM);
        Assert.Equal(0, (await crunch.WaitForExit()).ExitCode);
    }

    [Fact]
    public Task AnyProgram_runs_a_shell_script() => RunAnyProgram("AnyProgram/worker.sh", "{index}");

    [ProgramsFact("python3")]
    public Task AnyProgram_runs_a_python_program() => RunAnyProgram("python3", "AnyProgram/worker.py");

    private async Task RunAnyProgram(params string[] command)
    {
        using var kamisama = RunningProgram.Start("kamisama", ["run", "--instances", "3", "--env", "CRUNCH_SECONDS=0.1", "--", .. command]);
        await kamisama.WaitForLine("crunching of 3 workers", line => Note(line) && _crunching.Count == 3 && _pids.Count == 3);
        Assert.Equal([1, 2, 3], _crunching.Order());

        kamisama.Signal(Signum.SIGTERM);
        var (exitCode, lines) = await kamisama.WaitForExit();
        Assert.Equal(0, exitCode);
        Assert.Equal(3, lines.Count(line => Regex.IsMatch(line, "^WORKER [123]: done$")));
        Assert.DoesNotContain(_pids, IsAlive);
    }

    private bool Note(string line)
    {
        if (StartedLine().IsMatch(line))
        {
            _pids.Add(PidIn(line));
        }

        if (CrunchingLine().Match(line) is { Success: true } crunching)
        {
            _crunching.Add(int.Parse(crunching.Groups[1].Value, CultureInfo.InvariantCulture));
        }

        return true;
    }

    private static int PidIn(string line) => int.Parse(StartedLine().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);

    // By its command line too: the number may be another's by now.
    private static bool IsAlive(int pid)
    {
        try
        {
            string commandLine = File.ReadAllText($"/proc/{pid}/cmdline");
            return commandLine.Contains("Crunch", StringComparison.Ordinal) || commandLine.Contains("AnyProgram", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\[master \d+\] worker \d+ \(pid (\d+)\) started")]
    private static partial Regex StartedLine();

    [GeneratedRegex(@"^WORKER (\d+): Crunching data\.\.\.$")]
    private static partial Regex CrunchingLine();
}
