using System.Text.Json;

namespace Kamisama.Processes.Tests;

/// <summary>What a process gets from its master: what its specification says, and nothing else.</summary>
public sealed class InheritanceSpecs : LinuxSpecs
{
    private static readonly string Worker = Path.Combine(AppContext.BaseDirectory, "Kamisama.TestWorker");

    [Fact]
    public async Task No_signal_is_ignored_blocked_or_handled()
    {
        var (_, output) = await RunAsync(new() { FileName = "cat", Arguments = ["/proc/self/status"] });

        var status = ProcStatus.Parse(output);
        Assert.All(new[] { "SigBlk", "SigIgn", "SigCgt" }, name => Assert.Equal(0UL, Convert.ToUInt64(status[name], 16)));
    }

    [Fact]
    public async Task No_descriptor_is_inherited_but_the_standard_ones()
    {
        // One that is not close-on-exec, as native libraries leave them.
        int leaked = LibC.ControlLauncherDescriptor(2, 0 /* F_DUPFD */, 200);
        try
        {
            var (_, output) = await RunAsync(new() { FileName = "ls", Arguments = ["/proc/self/fd"] });

            // 3 is the listed folder itself.
            Assert.Equal("0\n1\n2\n3\n", output);
        }
        finally
        {
            _ = LibC.Close(leaked);
        }
    }

    [Fact]
    public async Task The_soft_limit_on_open_files_is_that_of_the_masters_parent()
    {
        var (_, output) = await RunAsync(Shell("ulimit -Sn"));

        Assert.Equal($"{MasterLimits.Read(LibC.GetParentPid())}", output.Trim());
    }

    [Fact]
    public async Task An_explicit_limit_on_open_files_wins()
    {
        var (_, output) = await RunAsync(Shell("ulimit -Sn; ulimit -Hn") with
        {
            ResourceLimits = [new ResourceLimit(ProcessResource.OpenFiles, 111, 222)],
        });

        Assert.Equal("111\n222\n", output);
    }

    [Fact]
    public async Task The_environment_is_the_masters_with_changes()
    {
        Environment.SetEnvironmentVariable("KAMISAMA_KEPT", "zwei\n Zeilen ü");
        Environment.SetEnvironmentVariable("KAMISAMA_GONE", "1");
        try
        {
            var environment = await EnvironmentOfAsync(new() { FileName = "env", Arguments = ["-0"] }, ("KAMISAMA_GONE", null), ("KAMISAMA_NEW", "a=b"), ("HOME", ""));

            Assert.Equal("zwei\n Zeilen ü", environment["KAMISAMA_KEPT"]);
            Assert.Equal(("a=b", ""), (environment["KAMISAMA_NEW"], environment["HOME"]));
            Assert.False(environment.ContainsKey("KAMISAMA_GONE"));
            Assert.Equal(Environment.GetEnvironmentVariable("PATH"), environment["PATH"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("KAMISAMA_KEPT", null);
            Environment.SetEnvironmentVariable("KAMISAMA_GONE", null);
        }
    }

    [Fact]
    public async Task A_change_of_the_masters_environment_is_seen_by_the_next_start()
    {
        foreach (string value in new[] { "one", "two" })
        {
            Environment.SetEnvironmentVariable("KAMISAMA_CHANGING", value);
            var environment = await EnvironmentOfAsync(new() { FileName = "env", Arguments = ["-0"] });
            Assert.Equal(value, environment["KAMISAMA_CHANGING"]);
        }

        Environment.SetEnvironmentVariable("KAMISAMA_CHANGING", null);
    }

    [Fact]
    public async Task Without_inheritance_the_environment_is_what_is_declared()
    {
        var environment = await EnvironmentOfAsync(new() { FileName = "/usr/bin/env", Arguments = ["-0"], InheritEnvironment = false }, ("A", "1"));

        Assert.Equal([KeyValuePair.Create("A", "1")], environment);
    }

    [Theory]
    [InlineData(ProcessGroupMode.NewSession)]
    [InlineData(ProcessGroupMode.NewGroup)]
    [InlineData(ProcessGroupMode.Inherit)]
    public async Task The_session_and_group_are_as_asked(ProcessGroupMode mode)
    {
        Assert.True(ProcFs.TryReadStat(Environment.ProcessId, out ProcStat own));
        var handle = Host.Start(new() { FileName = "sleep", Arguments = ["1000"], Group = mode });
        int pid = (await handle.Started.InTimeAsync()).Pid;
        Assert.True(ProcFs.TryReadStat(pid, out ProcStat stat));
        handle.Signal(9);
        await handle.Exited.InTimeAsync();

        Assert.Equal(mode == ProcessGroupMode.Inherit ? own.Group : pid, stat.Group);
        Assert.Equal(mode == ProcessGroupMode.NewSession ? pid : own.Session, stat.Session);
    }

    [RootLauncherFact]
    public async Task A_dotnet_worker_reports_every_attribute_as_asked()
    {
        var (exit, output) = await RunAsync(new()
        {
            FileName = Worker,
            Arguments = ["report"],
            WorkingDirectory = "/",
            Umask = Convert.ToInt32("027", 8),
            Nice = 5,
            OomScoreAdjust = 300,
            NoNewPrivileges = true,
            DeathSignal = 12,
        });
        Assert.True(exit is ProcessExit.Code { ExitCode: 0 }, $"{exit}");
        var report = JsonDocument.Parse(output).RootElement;

        Assert.Equal(("/", "0027", 5), (Text(report, "directory"), Text(report, "Umask"), report.GetProperty("nice").GetInt32()));
        Assert.Equal(("300", "1", 12), (Text(report, "oomScoreAdjust"), Text(report, "NoNewPrivs"), report.GetProperty("deathSignal").GetInt32()));
        Assert.Equal(Environment.ProcessId, report.GetProperty("parent").GetInt32());
        Assert.Equal(report.GetProperty("pid").GetInt32(), report.GetProperty("session").GetInt32());
    }

    [RootLauncherFact]
    public async Task A_user_is_the_whole_user()
    {
        var nobody = UserDatabase.Find("nobody");
        var (_, output) = await RunAsync(Shell("cat /proc/self/status") with { Credentials = nobody });

        var status = ProcStatus.Parse(output);
        Assert.Equal(string.Join('\t', Enumerable.Repeat(nobody.UserId, 4)), status["Uid"]);
        Assert.Equal(string.Join('\t', Enumerable.Repeat(nobody.GroupId, 4)), status["Gid"]);
        Assert.Equal(nobody.SupplementaryGroups.Order(), status["Groups"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(uint.Parse).Order());
    }

    [RootLauncherFact]
    public async Task A_user_has_its_own_environment_and_nothing_of_the_masters_session()
    {
        var games = UserDatabase.Find("games");
        Environment.SetEnvironmentVariable("SUDO_USER", "whoever");
        Environment.SetEnvironmentVariable("KAMISAMA_KEPT_TOO", "kept");
        try
        {
            var found = await EnvironmentOfAsync(
                new() { FileName = "env", Arguments = ["-0"], WorkingDirectory = "/", Credentials = games }, ("LOGNAME", "said"), ("SHELL", null));

            Assert.Equal((games.Account!.HomeDirectory, "games", "said", "kept"), (found["HOME"], found["USER"], found["LOGNAME"], found["KAMISAMA_KEPT_TOO"]));
            Assert.DoesNotContain("SHELL", found.Keys);
            Assert.DoesNotContain("SUDO_USER", found.Keys);
        }
        finally
        {
            Environment.SetEnvironmentVariable("SUDO_USER", null);
            Environment.SetEnvironmentVariable("KAMISAMA_KEPT_TOO", null);
        }
    }

    private static string? Text(JsonElement report, string name) => report.GetProperty(name).GetString();

    private async Task<Dictionary<string, string>> EnvironmentOfAsync(ProcessSpec spec, params (string Name, string? Value)[] changes)
    {
        var (_, output) = await RunAsync(spec with { Environment = changes.ToDictionary(change => change.Name, change => change.Value) });
        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
    }
}
