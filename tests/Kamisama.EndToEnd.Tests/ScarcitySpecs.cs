namespace Kamisama.EndToEnd.Tests;

/// <summary>The machine has no room, for a while.</summary>
public sealed class ScarcitySpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private const int LimitOfProcesses = 6, LimitOfFiles = 7;

    [Fact]
    public async Task Workers_for_which_there_are_no_descriptors_are_started_when_there_are()
    {
        const int most = 20;
        MasterProcess master = Start(5, ["--respawn-limit", "0"], Workers.Sleep);
        await master.ExpectWorkersAsync(5);
        LibC.SetSoftLimit(master.Pid, LimitOfFiles, LimitThatLeavesFree(8, ProcessFile.DescriptorsOf(master.Pid).Keys));
        for (int index = 6; index <= most; index++)
        {
            // One by one, for signals on their way are merged.
            int now = master.Timeline.Now;
            master.Signal(Signals.Ttin);
            await master.ExpectAsync(e => e.Name == MasterEvent.PoolScaled, $"worker {index} to be wanted", after: now);
        }

        MasterEvent delayed = await master.ExpectAsync(e => e.Name == MasterEvent.WorkerStartDelayed, "a start that is put off");
        Assert.Contains("EMFILE", delayed.Message, StringComparison.Ordinal);
        LibC.SetSoftLimit(master.Pid, LimitOfFiles, 4096);

        await master.ExpectWorkersAsync(most);
        Assert.Equal(most, master.Children().Count);
        Assert.DoesNotContain(master.Events, e => e.Name == MasterEvent.WorkerExited);
        await master.StopAsync();
    }

    [Fact]
    public async Task A_pool_that_is_short_of_descriptors_can_be_stopped()
    {
        MasterProcess master = Start(MasterStart.Run(80, [], Workers.Sleep).After("prlimit", "--nofile=100:100"));
        await master.ExpectAsync(e => e.Name == MasterEvent.WorkerStartDelayed, "a start that is put off");

        await master.StopAsync();
    }

    [Fact]
    public async Task Workers_for_which_the_user_has_no_processes_left_are_started_when_there_are()
    {
        if (!Can(LibC.GetEffectiveUserId() == 0, "root, to change the user"))
        {
            return;
        }

        // The limit counts the processes of the user "uucp", who has none but these.
        MasterProcess master = Start(
            MasterStart.Run(6, ["--respawn-limit", "0", "--user", "uucp", "--directory", "/"], Workers.Sleep).After("prlimit", "--nproc=3:4096"));
        IReadOnlyList<MasterEvent> started = await master.ExpectManyAsync(3, e => e.Name == MasterEvent.WorkerStarted, "three workers");
        IReadOnlyList<MasterEvent> delayed = await master.ExpectManyAsync(6, e => e.Name == MasterEvent.WorkerStartDelayed, "starts that are put off, twice each");
        Assert.All(delayed, e => Assert.Contains("EAGAIN", e.Message, StringComparison.Ordinal));

        // Room for one: a worker that goes makes it.
        master.Signal(Signals.Ttou);
        await master.ExpectAsync(e => e.Name == MasterEvent.WorkerRetiring, "one fewer");
        LibC.SetSoftLimit(master.Pid, LimitOfProcesses, 4096);

        await Eventually.IsAsync(() => master.Children().Count(pid => ProcessFile.StatusOf(pid, "Name") == "sleep"), count => count == 5, "five workers");
        Assert.DoesNotContain(master.Events, e => e.Name == MasterEvent.WorkerExited && e.Decision != "retire");
        Assert.Equal(3, started.Count);
        await master.StopAsync();
    }

    [Fact]
    public async Task A_master_whose_own_user_has_no_processes_left_goes_on_when_there_are()
    {
        if (!Can(LibC.GetEffectiveUserId() == 0, "root, to change the user") || !Can(EveryoneMayExecute(), "a build that every user may execute"))
        {
            return;
        }

        // The limit counts all processes and threads of the user: about 20 of the master, 40 fillers, and not all of 40 workers.
        const int workers = 40;
        string[] asUser = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"];
        MasterProcess fillers = Start(new MasterStart
        {
            Program = "sh",
            Prefix = asUser,
            Arguments = ["-c", "for i in $(seq 40); do sleep 1000 & done; echo filled; wait"],
        });
        await fillers.ExpectOutputAsync(1, line => line == "filled", "40 processes of the user");
        MasterProcess master = Start(MasterStart.Run(workers, ["--respawn-limit", "0"], Workers.Sleep).After([.. asUser, "prlimit", "--nproc=80:80"]));
        IReadOnlyList<MasterEvent> delayed = await master.ExpectManyAsync(40, e => e.Name == MasterEvent.WorkerStartDelayed, "starts that are put off, again and again");
        Assert.All(delayed, e => Assert.Contains("EAGAIN", e.Message, StringComparison.Ordinal));

        foreach (int pid in fillers.Everybody())
        {
            fillers.Signal(pid, Signals.Kill);
        }

        await master.ExpectWorkersAsync(workers);
        Assert.Equal(workers, master.Children().Count);
        await master.StopAsync();
    }

    [Fact]
    public async Task A_program_that_is_removed_while_it_runs_is_missed_at_the_next_respawn()
    {
        using var folder = new TemporaryFolder();
        string program = folder.CopyOf("/bin/sleep");
        MasterProcess master = Start(2, ["--respawn-limit", "2"], [program, "1000"]);
        int worker = (await master.ExpectWorkersAsync(2))[1];

        File.Delete(program);
        master.Signal(worker, Signals.Kill);

        Assert.Equal(1, await master.ExpectExitAndNobodyLeftAsync());
        MasterEvent[] exits = [.. master.Events.Where(e => e is { Name: MasterEvent.WorkerExited, Worker: 1 })];
        Assert.Equal(["signal", "not_started", "not_started"], exits.Select(e => e.Text("exit", "kind")));
        Assert.Contains("ENOENT", exits[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_replaced_while_it_runs_is_started_at_the_next_respawn()
    {
        using var folder = new TemporaryFolder();
        string program = folder.CopyOf("/bin/sleep");
        MasterProcess master = Start(1, [], [program, "1000"]);
        int worker = (await master.ExpectWorkersAsync(1))[1];

        File.Delete(program);
        folder.AddFile("sleep", "#!/bin/sh\necho replaced; exec /bin/sleep 1000\n", (UnixFileMode)Convert.ToInt32("755", 8));
        master.Signal(worker, Signals.Kill);

        await master.ExpectOutputAsync(1, line => line == "replaced", "the new program");
        await master.StopAsync();
    }

    // New descriptors take the lowest free numbers, and all of them are below the limit.
    private static ulong LimitThatLeavesFree(int count, IEnumerable<int> used)
    {
        HashSet<int> taken = [.. used];
        int limit = 0;
        for (; count > 0; limit++)
        {
            count -= taken.Contains(limit) ? 0 : 1;
        }

        return (ulong)limit;
    }

    private static bool EveryoneMayExecute()
    {
        for (DirectoryInfo? directory = new FileInfo(Programs.Kamisama).Directory; directory is not null; directory = directory.Parent)
        {
            if ((directory.UnixFileMode & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return Environment.GetEnvironmentVariable("DOTNET_ROOT") is not { } root || !root.StartsWith("/root", StringComparison.Ordinal);
    }
}
