namespace Kamisama.Processes.Tests;

/// <summary>How a process ended, exactly.</summary>
public sealed class ExitSpecs : LinuxSpecs
{
    // Signals whose default action ends a process, see signal(7).
    private static readonly int[] Terminating = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 25, 26, 27, 29, 30, 31, 34, 50, 64];
    private static readonly int[] DumpingCore = [3, 4, 5, 6, 7, 8, 11, 24, 25, 31];

    [Fact]
    public async Task Every_exit_code_is_told()
    {
        var handles = Enumerable.Range(0, 256).Select(code => Host.Start(Shell($"exit {code}"))).ToList();

        var exits = await Task.WhenAll(handles.Select(handle => handle.Exited)).InTimeAsync();

        Assert.Equal(Enumerable.Range(0, 256), exits.Select(exit => Assert.IsType<ProcessExit.Code>(exit).ExitCode));
    }

    [Fact]
    public async Task Every_terminating_signal_is_told()
    {
        foreach (int signal in Terminating)
        {
            var handle = Host.Start(new ProcessSpec
            {
                FileName = "sleep",
                Arguments = ["1000"],
                ResourceLimits = [new ResourceLimit(ProcessResource.Core, 0, 0)],
            });
            await handle.Started.InTimeAsync();
            handle.Signal(signal);

            var exit = Assert.IsType<ProcessExit.Signalled>(await handle.Exited.InTimeAsync());

            Assert.Equal((signal, false), (exit.Signal, exit.CoreDumped));
        }
    }

    [Fact]
    public async Task The_core_flag_is_told()
    {
        // Where the pattern is a plain name the core goes to the working directory; a pipe may take it elsewhere or refuse it.
        string pattern = await File.ReadAllTextAsync("/proc/sys/kernel/core_pattern");
        if (pattern.StartsWith('|') || pattern.StartsWith('/'))
        {
            return;
        }

        string folder = Directory.CreateDirectory(PathOf("cores")).FullName;
        foreach (int signal in DumpingCore)
        {
            var handle = Host.Start(new ProcessSpec
            {
                FileName = "sleep",
                Arguments = ["1000"],
                WorkingDirectory = folder,
                ResourceLimits = [new ResourceLimit(ProcessResource.Core, 1 << 26, 1 << 26)],
            });
            await handle.Started.InTimeAsync();
            handle.Signal(signal);

            var exit = Assert.IsType<ProcessExit.Signalled>(await handle.Exited.InTimeAsync());

            Assert.Equal((signal, true), (exit.Signal, exit.CoreDumped));
        }
    }

    [Fact]
    public async Task A_worker_that_stops_and_goes_on_has_not_exited()
    {
        var (handle, _) = await StartAndWaitAsync(
            Shell("echo ready; for i in 1 2 3 4 5; do kill -STOP $$; done; exit 0"), "ready");

        await Eventually.SeesAsync("five stops survived", () => Continue(handle), running => !running);

        Assert.Equal(0, Assert.IsType<ProcessExit.Code>(await handle.Exited.InTimeAsync()).ExitCode);
    }

    [Fact]
    public async Task A_stopped_process_can_be_killed_and_obeys_term_when_it_is_continued()
    {
        var killed = await StartStoppedAsync();
        killed.Signal(9);
        Assert.Equal(9, Assert.IsType<ProcessExit.Signalled>(await killed.Exited.InTimeAsync()).Signal);

        var continued = await StartStoppedAsync();
        continued.Signal(15);
        Assert.False(continued.Exited.IsCompleted);
        continued.Signal(18);
        Assert.Equal(15, Assert.IsType<ProcessExit.Signalled>(await continued.Exited.InTimeAsync()).Signal);
    }

    [Fact]
    public async Task An_exit_is_told_although_a_grandchild_keeps_the_output_open()
    {
        var (handle, _) = await StartAndWaitAsync(Shell("sleep 1000 & echo ready; exit 3"), "ready");

        Assert.Equal(3, Assert.IsType<ProcessExit.Code>(await handle.Exited.InTimeAsync()).ExitCode);
        Assert.Equal(SignalOutcome.Sent, handle.Signal(9, SignalTarget.Group));
        await handle.WhenGroupGoneAsync().InTimeAsync();
    }

    [Fact]
    public async Task A_program_that_becomes_another_is_the_same_process()
    {
        var (handle, _) = await StartAndWaitAsync(Shell("exec sh -c 'echo ready; exec sh -c \"exit 9\"'"), "ready");

        Assert.Equal(9, Assert.IsType<ProcessExit.Code>(await handle.Exited.InTimeAsync()).ExitCode);
    }

    [Fact]
    public async Task What_it_used_is_told()
    {
        var exit = await Host.Start(Shell("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done")).Exited.InTimeAsync();

        Assert.NotNull(exit.Usage);
        Assert.True(exit.Usage.UserTime > TimeSpan.FromMilliseconds(10), $"{exit.Usage}");
        Assert.True(exit.Usage.MaxResidentSetBytes > 500_000, $"{exit.Usage}");
    }

    [Fact]
    public async Task A_pid_and_its_start_time_are_those_of_the_kernel()
    {
        var handle = Host.Start(new ProcessSpec { FileName = "sleep", Arguments = ["1000"] });
        var identity = await handle.Started.InTimeAsync();

        Assert.True(ProcFs.TryReadStat(identity.Pid, out ProcStat stat));
        Assert.Equal((identity.StartTime, Environment.ProcessId), (stat.StartTime, stat.ParentPid));

        handle.Signal(9);
        await handle.Exited.InTimeAsync();
    }

    private async Task<IProcessHandle> StartStoppedAsync()
    {
        var handle = Host.Start(new ProcessSpec { FileName = "sleep", Arguments = ["1000"] });
        int pid = (await handle.Started.InTimeAsync()).Pid;
        handle.Signal(19);
        await Eventually.SeesAsync("stopped", () => ProcFs.TryReadStat(pid, out ProcStat stat) ? stat.State : '?', state => state == 'T');
        return handle;
    }

    private static bool Continue(IProcessHandle handle)
    {
        handle.Signal(18);
        return !handle.Exited.IsCompleted;
    }
}
