using System.Globalization;

namespace Kamisama.EndToEnd.Tests;

/// <summary>What a worker gets, read from outside: the worker itself is a plain program that changes nothing.</summary>
public sealed class InheritanceSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    // Descriptors to leak, signals to ignore and block, an odd mode mask.
    private const string OddSurroundings =
        "umask 027; exec 7</dev/null 8>/dev/null 9<>/dev/null; set -- env --ignore-signal=INT,QUIT,PIPE,CHLD,HUP,USR1 --block-signal=USR1,WINCH,ALRM \"$@\"";

    [Fact]
    public async Task Nothing_leaks_from_odd_surroundings_into_a_worker()
    {
        MasterProcess master = Start(MasterStart.Run(2, ["--respawn-limit", "10"], Workers.Sleep).AfterShell(OddSurroundings));
        IReadOnlyDictionary<int, int> first = await master.ExpectWorkersAsync(2);
        await ShouldBeCleanAsync(master, first[1]);
        await ShouldBeCleanAsync(master, first[2]);

        // A respawned and an added one are no different.
        master.Signal(first[1], Signals.Kill);
        await ShouldBeCleanAsync(master, (await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "the respawn")).Pid!.Value);
        master.Signal(Signals.Ttin);
        await ShouldBeCleanAsync(master, (await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Worker: 3 }, "the added one")).Pid!.Value);
        await master.StopAsync();
    }

    [Fact]
    public async Task The_soft_limit_on_open_files_is_that_of_the_shell_and_not_the_runtimes_own()
    {
        // The runtime raises its own soft limit to the hard one. The shell stays, for it is whom the master asks.
        MasterProcess shell = Start(MasterStart.Run(1, [], Workers.Sleep)
            .After("sh", "-c", "ulimit -S -n 777; \"$@\"; exit $?", "sh"));
        int worker = (await shell.ExpectWorkersAsync(1))[1];

        string limit = ProcessFile.Text(worker, "limits").Split('\n').Single(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        Assert.Equal("777", limit["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);
        shell.Signal(shell.Children().Single(), Signals.Term);
        Assert.Equal(0, await shell.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task The_exit_code_is_known_though_the_master_was_started_with_sigchld_ignored()
    {
        MasterProcess master = Start(
            MasterStart.Run(1, [], Workers.Shell("[ $KAMISAMA_INCARNATION = 0 ] && exit 42; exec sleep 1000")).After("env", "--ignore-signal=CHLD"));

        MasterEvent exited = await master.ExpectAsync(e => e.Name == MasterEvent.WorkerExited, "the exit");

        Assert.Equal(42, exited.ExitCode);
        await master.StopAsync();
    }

    [Fact]
    public async Task The_environment_is_the_masters_with_what_was_declared()
    {
        string[] expected = ["HOME=/", "PATH=/usr/bin:/bin", "LATE=a=b c", "KAMISAMA_WORKER_INDEX=1", "KAMISAMA_INCARNATION=0", "KAMISAMA_POOL=workers"];
        MasterProcess master = Start(
            MasterStart.Run(1, ["--env", "LATE=a=b c", "--env", "HOME=/"], Workers.Sleep)
                .AfterShell($"set -- env -i HOME=/root PATH=/usr/bin:/bin {DotNetRoot()} {Census.Variable}=${Census.Variable} \"$@\""));
        int worker = (await master.ExpectWorkersAsync(1))[1];

        IEnumerable<string> found = ProcessFile.EnvironmentOf(worker)
            .Where(variable => !variable.StartsWith(Census.Variable, StringComparison.Ordinal) && !variable.StartsWith("DOTNET_ROOT", StringComparison.Ordinal));
        Assert.Equal(expected.Order(), found.Order());
        await master.StopAsync();
    }

    [Fact]
    public async Task The_working_directory_is_the_masters_or_the_declared_one()
    {
        using var folder = new TemporaryFolder();
        MasterProcess inherited = Start(MasterStart.Run(1, [], Workers.Sleep).AfterShell("cd /usr"));
        MasterProcess declared = Start(1, ["--directory", folder.Path], Workers.Sleep);

        int worker = (await inherited.ExpectWorkersAsync(1))[1];
        Assert.Equal("/usr", new FileInfo($"/proc/{worker}/cwd").LinkTarget);
        worker = (await declared.ExpectWorkersAsync(1))[1];
        Assert.Equal(folder.Path, new FileInfo($"/proc/{worker}/cwd").LinkTarget);
        await inherited.StopAsync();
        await declared.StopAsync();
    }

    [Fact]
    public async Task A_worker_runs_as_the_declared_user_and_as_nobody_else()
    {
        if (!Can(LibC.GetEffectiveUserId() == 0, "root"))
        {
            return;
        }

        MasterProcess master = Start(2, ["--user", "games", "--directory", "/"], Workers.Sleep);
        int worker = (await master.ExpectWorkersAsync(2))[1];

        Assert.Equal("5\t5\t5\t5", ProcessFile.StatusOf(worker, "Uid"));
        Assert.Equal("60\t60\t60\t60", ProcessFile.StatusOf(worker, "Gid"));
        Assert.DoesNotContain("0", ProcessFile.StatusOf(worker, "Groups").Split(' '));
        Assert.Equal(0, long.Parse(ProcessFile.StatusOf(worker, "CapPrm"), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.Equal(0, long.Parse(ProcessFile.StatusOf(worker, "CapEff"), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        // The death signal is set after the change of user, which would have cleared it.
        master.Signal(Signals.Kill);
        await master.ExpectExitAsync();
        await master.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(1));
    }

    private static async Task ShouldBeCleanAsync(MasterProcess master, int worker)
    {
        // A program that is still being loaded has its libraries open; what leaked would stay.
        await Eventually.IsAsync(() => string.Join(' ', ProcessFile.DescriptorsOf(worker).Keys), descriptors => descriptors == "0 1 2", "no descriptor but 0, 1 and 2");
        Assert.Equal("/dev/null", ProcessFile.DescriptorsOf(worker)[0]);
        Assert.Equal(ProcessFile.DescriptorsOf(master.Pid)[1], ProcessFile.DescriptorsOf(worker)[1]);
        Assert.Equal(ProcessFile.DescriptorsOf(master.Pid)[2], ProcessFile.DescriptorsOf(worker)[2]);
        foreach (string mask in new[] { "SigIgn", "SigBlk", "SigCgt", "SigPnd", "ShdPnd" })
        {
            Assert.True(ProcessFile.StatusOf(worker, mask) == "0000000000000000", $"{mask} is {ProcessFile.StatusOf(worker, mask)}");
        }

        Assert.Equal((worker, worker), (ProcessFile.SessionOf(worker), ProcessFile.GroupOf(worker)));
        Assert.Equal("0027", ProcessFile.StatusOf(worker, "Umask"));
    }

    private static string DotNetRoot() =>
        Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? $"DOTNET_ROOT='{root}'" : "";
}
