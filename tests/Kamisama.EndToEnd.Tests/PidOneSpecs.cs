using System.Diagnostics;

namespace Kamisama.EndToEnd.Tests;

/// <summary>As PID 1 of a namespace, the way it runs in a container.</summary>
public sealed class PidOneSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private static readonly string[] NewNamespace = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"];

    [Fact]
    public async Task Orphans_are_collected_and_exit_codes_are_known_and_term_stops_it()
    {
        if (!Can(NamespacesArePermitted(), "unshare --pid"))
        {
            return;
        }

        // Each worker leaves ten orphans, which end a moment later. It waits until they have left its group, which ends with it.
        using var folder = new TemporaryFolder();
        const string leaveOrphans =
            "export BY=$$; for i in 1 2 3 4 5 6 7 8 9 10; do (setsid sh -c ': >$ALIVE/$BY.$$; sleep 0.2; echo orphan ends' &) ; done; "
            + "while [ $(ls $ALIVE | grep -c \"^$$[.]\") -lt 10 ]; do sleep 0.02; done; ";
        MasterProcess outside = Start(MasterStart.Run(
            3, ["--respawn-limit", "100", "--env", $"ALIVE={folder.Path}"], Workers.Shell(leaveOrphans + "[ $KAMISAMA_INCARNATION = 0 ] && exit 9; exec sleep 1000")).After(NewNamespace));
        await outside.ExpectManyAsync(3, e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "the second incarnation of all");
        int master = outside.Children().Single();
        IReadOnlyList<MasterEvent> exits = await outside.ExpectManyAsync(3, e => e.Name == MasterEvent.WorkerExited, "the exits");
        Assert.All(exits, e => Assert.Equal(9, e.ExitCode));
        Assert.Equal(1, outside.Events.First(e => e.Name == MasterEvent.PoolStarted).Number("master"));

        await outside.ExpectOutputAsync(60, line => line == "orphan ends", "the end of all orphans");
        await Eventually.IsAsync(
            () => string.Join(", ", ChildrenOf(master).Select(pid => $"{pid} {ProcessFile.StateOf(pid)} {string.Join(' ', ProcessFile.ArgumentsOf(pid))}")),
            _ => ChildrenOf(master).Count == 3 && ChildrenOf(master).All(ProcessFile.IsRunning),
            "no child but the three workers, no zombie");

        outside.Signal(master, Signals.Term);
        Assert.Equal(0, await outside.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task Workers_are_respawned_and_scaled_as_ever()
    {
        if (!Can(NamespacesArePermitted(), "unshare --pid"))
        {
            return;
        }

        MasterProcess outside = Start(MasterStart.Run(2, [], Workers.Sleep).After(NewNamespace));
        await outside.ExpectWorkersAsync(2);
        int master = outside.Children().Single();
        int victim = ChildrenOf(master)[0];

        outside.Signal(victim, Signals.Kill);
        MasterEvent exited = await outside.ExpectAsync(e => e.Name == MasterEvent.WorkerExited, "the exit");
        Assert.Equal(Signals.Kill, exited.ExitSignal);
        await outside.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "the respawn");
        outside.Signal(master, Signals.Ttin);
        await outside.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Worker: 3 }, "worker 3");
        outside.Signal(master, Signals.Kill);
        await outside.ExpectExitAsync("the end of the namespace");
        await outside.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task As_pid_one_it_gives_up_with_its_exit_code()
    {
        if (!Can(NamespacesArePermitted(), "unshare --pid"))
        {
            return;
        }

        MasterProcess outside = Start(MasterStart.Run(3, ["--respawn-limit", "2"], Workers.Shell("exit 1")).After(NewNamespace));

        Assert.Equal(1, await outside.ExpectExitAndNobodyLeftAsync());
    }

    private static List<int> ChildrenOf(int parent) => [.. ProcessFile.AllPids().Where(pid => ProcessFile.ParentOf(pid) == parent).Order()];

    private static bool NamespacesArePermitted()
    {
        using Process process = Process.Start(new ProcessStartInfo("unshare", ["--pid", "--fork", "--mount-proc", "true"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
