namespace Kamisama.EndToEnd.Tests;

/// <summary>Socket activation: what the master was started with, its workers have.</summary>
public sealed class ListenSocketSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private const string TwoSockets = "exec 3</dev/zero 4</etc/passwd 5</dev/full; export LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=web:admin";
    private const string Tell = "echo \"has $LISTEN_FDS $LISTEN_FDNAMES $([ \"$LISTEN_PID\" = $$ ] && echo mine)\"; readlink /proc/$$/fd/3 /proc/$$/fd/4 /proc/$$/fd/5";

    [Fact]
    public async Task Every_worker_has_the_sockets_of_the_master_and_its_own_pid_in_LISTEN_PID()
    {
        MasterProcess master = Start(MasterStart.Run(3, [], Workers.Shell($"{Tell}; exec sleep 1000")).AfterShell(TwoSockets));
        await master.ExpectWorkersAsync(3);
        await ExpectSocketsAsync(master, 3);

        master.Signal(master.Children()[0], Signals.Kill);
        await ExpectSocketsAsync(master, 4);
        master.Signal(Signals.Term);
        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        Assert.DoesNotContain("output  /dev/full", $"{master.Timeline}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_readiness_descriptor_stands_behind_the_sockets()
    {
        MasterProcess master = Start(MasterStart.Run(1, ["--ready", "fd:6"], Workers.Shell($"{Tell}; echo >&6; exec sleep 1000")).AfterShell(TwoSockets));
        await master.ExpectAsync(e => e.Name == "worker_ready", "a worker that is ready");
        await ExpectSocketsAsync(master, 1);
        master.Signal(Signals.Term);
        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task A_readiness_descriptor_that_is_a_socket_is_a_usage_error()
    {
        MasterProcess master = Start(MasterStart.Run(1, ["--ready", "fd:4"], Workers.Sleep).AfterShell(TwoSockets));
        Assert.Equal(2, await master.ExpectExitAsync());
        Assert.Contains(
            "kamisama: The readiness descriptor must be 5 to 255, not 4: the descriptors before are the 2 listening sockets.", $"{master.Timeline}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sockets_for_another_process_are_not_passed_on()
    {
        MasterProcess master = Start(MasterStart.Run(1, [], Workers.Shell($"{Tell}; exec sleep 1000")).AfterShell("exec 3</dev/zero; export LISTEN_PID=1 LISTEN_FDS=1"));
        await master.ExpectOutputAsync(1, line => line == "has   ", "what the worker has");
        master.Signal(Signals.Term);
        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        Assert.DoesNotContain("output  /dev/zero", $"{master.Timeline}", StringComparison.Ordinal);
    }

    private static async Task ExpectSocketsAsync(MasterProcess master, int workers)
    {
        foreach (string expected in new[] { "has 2 web:admin mine", "/dev/zero", "/etc/passwd" })
        {
            await master.ExpectOutputAsync(workers, line => line == expected, $"'{expected}' of each worker");
        }
    }
}
