using System.Diagnostics;
using System.Text.Json;

namespace Kamisama.EndToEnd.Tests;

public sealed class ControlSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    [Fact]
    public async Task A_master_is_found_shown_scaled_signalled_and_stopped()
    {
        using var folder = new TemporaryFolder();
        MasterProcess master = Start(folder, "web", 2, Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(2);

        (int code, string text) = await AskAsync(folder, "ls");
        Assert.Equal(0, code);
        Assert.Matches($@"(?m)^web\s+{master.Pid}\s+\S+\s+workers$", text);

        (code, text) = await AskAsync(folder, "ps");
        Assert.Equal(0, code);
        Assert.Matches($@"(?m)^workers\s+1\s+{pids[1]}\s+running\s", text);
        Assert.Matches($@"(?m)^workers\s+2\s+{pids[2]}\s+running\s", text);

        (code, _) = await AskAsync(folder, "scale", "+2", "--wait");
        Assert.Equal(0, code);
        Assert.Equal(4, master.Children().Count);

        (code, text) = await AskAsync(folder, "signal", "2", "KILL");
        Assert.Equal(0, code);
        Assert.Contains($"pid {pids[2]}", text, StringComparison.Ordinal);
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Worker: 2, Incarnation: 1 }, "the respawn");

        (code, text) = await AskAsync(folder, "why", "2");
        Assert.Equal(0, code);
        Assert.Contains($"worker 2 (pid {pids[2]}) was killed by signal 9 (SIGKILL)", text, StringComparison.Ordinal);

        (code, _) = await AskAsync(folder, "stop", "--wait");
        Assert.Equal(0, code);
        Assert.False(ProcessFile.IsRunning(pids[1]));
        Assert.Equal(0, await master.ExpectExitAsync());
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "kamisama"), "*.sock"));
    }

    [Fact]
    public async Task A_restart_is_waited_for_and_one_that_is_aborted_is_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        string bad = Path.Combine(folder.Path, "bad");
        MasterProcess master = Start(
            folder, "web", 2, ["sh", "-c", $"test -e {bad} && exit 1; echo >&3; exec sleep 1000"], "--ready", "fd:3", "--respawn-limit", "unlimited", "--backoff-initial", "60");
        await master.ExpectWorkersAsync(2);

        (int code, string text) = await AskAsync(folder, "restart", "--wait");
        Assert.Equal((0, "Rolling restart: 2 of 2 replaced.\n"), (code, text));

        (code, text) = await AskAsync(folder, "restart", "2", "--wait");
        Assert.Equal((0, "Worker 2: 1 of 1 replaced.\n"), (code, text));

        await File.WriteAllTextAsync(bad, "");
        (code, text) = await AskAsync(folder, "restart", "--wait");
        Assert.Equal(1, code);
        Assert.Contains("aborted", text, StringComparison.Ordinal);
        await master.StopAsync();
    }

    [Fact]
    public async Task Events_are_followed_until_the_master_ends()
    {
        using var folder = new TemporaryFolder();
        MasterProcess master = Start(folder, "web", 1, Workers.Sleep);
        await master.ExpectWorkersAsync(1);
        Task<(int Code, string Text)> following = AskAsync(folder, "events", "--follow", "--last", "100", "--json");
        await AskAsync(folder, "scale", "2", "--wait");
        await AskAsync(folder, "stop", "--wait");

        (int code, string text) = await following.WaitAsync(MasterProcess.Patience);

        Assert.Equal(0, code);
        string?[] names = [.. text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString())];
        Assert.Equal(MasterEvent.PoolStarted, names[0]);
        Assert.Equal(MasterEvent.PoolStopped, names[^1]);
        Assert.Equal(0, await master.ExpectExitAsync());
    }

    [Fact]
    public async Task The_exit_code_says_what_went_wrong()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(3, (await AskAsync(folder, "ps")).Code);
        Assert.Equal(3, (await AskAsync(folder, "ps", "--control", "web")).Code);
        Assert.Equal(2, (await AskAsync(folder, "scale")).Code);

        MasterProcess web = Start(folder, "web", 1, Workers.Sleep);
        MasterProcess jobs = Start(folder, "jobs", 1, Workers.IgnoringTerm, "--grace-period", "unlimited");
        await web.ExpectWorkersAsync(1);
        await jobs.ExpectWorkersAsync(1);
        await jobs.ExpectOutputAsync(1, line => line.StartsWith("ready", StringComparison.Ordinal), "the worker to be ready");

        (int code, string text) = await AskAsync(folder, "ps");
        Assert.Equal(2, code);
        Assert.Contains("jobs, web", text, StringComparison.Ordinal);
        Assert.Equal(2, (await AskAsync(folder, "scale", "3", "--control", "web", "--pool", "nope")).Code);
        Assert.Equal(2, (await AskAsync(folder, "restart", "7", "--control", "web")).Code);
        Assert.Equal(124, (await AskAsync(folder, "stop", "--control", "jobs", "--wait", "--timeout", "0.3")).Code);
        Assert.Equal(0, (await AskAsync(folder, "stop", "--control", "jobs", "--wait", "--mode", "immediate")).Code);
        await web.StopAsync();
    }

    [Fact]
    public async Task Of_masters_of_one_name_exactly_one_starts_workers()
    {
        using var folder = new TemporaryFolder();
        MasterProcess[] masters = [.. Enumerable.Range(0, 6).Select(_ => Start(folder, "web", 1, Workers.Sleep))];

        await Eventually.IsAsync(() => masters.Count(master => !ProcessFile.IsRunning(master.Pid)), count => count == masters.Length - 1, "all but one to end");

        MasterProcess winner = Assert.Single(masters, master => ProcessFile.IsRunning(master.Pid));
        await winner.ExpectWorkersAsync(1);
        foreach (MasterProcess loser in masters.Where(master => master != winner))
        {
            Assert.Equal(2, await loser.ExpectExitAsync());
            Assert.Contains(loser.ErrorLines, line => line.Contains("belongs to another master", StringComparison.Ordinal));
            Assert.DoesNotContain(loser.Events, e => e.Name == MasterEvent.WorkerStarted);
        }

        await winner.StopAsync();
    }

    [Fact]
    public async Task A_master_that_was_killed_leaves_its_name_to_the_next()
    {
        using var folder = new TemporaryFolder();
        MasterProcess first = Start(folder, "web", 1, Workers.Sleep);
        await first.ExpectWorkersAsync(1);
        first.Signal(Signals.Kill);
        await first.ExpectExitAsync();
        Assert.Equal(3, (await AskAsync(folder, "ps", "--control", "web")).Code);

        MasterProcess second = Start(folder, "web", 1, Workers.Sleep);
        await second.ExpectWorkersAsync(1);

        Assert.Equal(0, (await AskAsync(folder, "ps")).Code);
        await second.StopAsync();
    }

    [Fact]
    public async Task A_file_is_reloaded_by_HUP_and_by_command_only_what_changed_is_touched_and_a_wrong_one_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "kamisama.json");
        await WriteAsync("""{ "pools": { "web": { "command": "sleep 1000", "instances": 2, "output": "prefix" }, "jobs": { "command": "sh -c 'echo at work; exec sleep 1000'", "output": "prefix" } } }""");
        MasterProcess master = Start(MasterStart.CommandLine("run", "-f", file, "--control", "all", "--log-format", "json") with
        {
            Environment = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = folder.Path },
        });
        await master.ExpectManyAsync(3, e => e.Name == MasterEvent.WorkerStarted, "all workers");
        IReadOnlyList<int> first = [.. master.Children().Order()];

        await master.ExpectOutputAsync(1, line => line == "jobs.1 | at work", "the line of the worker");
        Assert.Equal((0, "jobs.1 | at work\n"), await AskAsync(folder, "logs", "jobs"));
        Assert.Equal(0, (await AskAsync(folder, "scale", "web", "3", "--wait")).Code);
        Assert.Equal(4, master.Children().Count);

        await WriteAsync("""{ "pools": { "web": { "command": "sleep 1000", "instances": "many" }, "jobs": 3 } }""");
        (int code, string text) = await AskAsync(folder, "reload");
        Assert.Equal(2, code);
        Assert.Matches(@"kamisama\.json:1:\d+: pools\.web\.instances: must be a whole number", text);
        Assert.Contains("pools.jobs: must be an object, not a number.", text, StringComparison.Ordinal);
        master.Signal(Signals.Hup);
        await master.ExpectAsync(e => e.Name == "reload_failed", "the refusal");
        Assert.Equal(4, master.Children().Count);
        Assert.Equal(first, master.Children().Intersect(first).Order());

        // The number of web was scaled and is the same in the file: it stays. jobs is another program; mail is new.
        await WriteAsync("""{ "pools": { "web": { "command": "sleep 1000", "instances": 2, "output": "prefix", "respawnLimit": 9 }, "jobs": { "command": "sleep 2000", "output": "prefix" }, "mail": { "command": "sleep 1000" } } }""");
        (code, text) = await AskAsync(folder, "reload");
        Assert.Equal(0, code);
        Assert.Contains("mail: added", text, StringComparison.Ordinal);
        Assert.Contains("web: changed RespawnLimit", text, StringComparison.Ordinal);
        Assert.Contains("jobs: changed Command; 1 worker", text, StringComparison.Ordinal);
        Assert.Equal(5, master.Children().Count);
        Assert.Equal(2, master.Children().Intersect(first).Count());
        Assert.Contains("Nothing has changed.", (await AskAsync(folder, "reload")).Text, StringComparison.Ordinal);
        Assert.Equal(0, (await AskAsync(folder, "stop", "--wait")).Code);
        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());

        Task WriteAsync(string text) => File.WriteAllTextAsync(file, text);
    }

    private MasterProcess Start(TemporaryFolder folder, string name, int instances, IEnumerable<string> command, params string[] options) => Start(
        MasterStart.Run(instances, ["--control", name, .. options], command) with { Environment = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = folder.Path } });

    // A client has no children and ends by itself: it needs no census.
    private static async Task<(int Code, string Text)> AskAsync(TemporaryFolder folder, params string[] arguments)
    {
        var info = new ProcessStartInfo(Programs.Kamisama, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["XDG_RUNTIME_DIR"] = folder.Path;
        using Process client = Process.Start(info)!;
        Task<string> error = client.StandardError.ReadToEndAsync();
        string text = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return (client.ExitCode, text + await error);
    }
}
