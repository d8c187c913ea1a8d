namespace Kamisama.TestKit.Tests;

/// <summary>What scripts and direct control make of processes, seen through their handles.</summary>
public sealed class ScriptSpecs : IDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly ProcessSpec Spec = new() { FileName = "simulated", NotifySocket = true, StandardError = ProcessStdio.Tail(10) };

    private readonly PoolSimulation _clock = new(new WorkerPoolOptions { Instances = 1 });
    private readonly SimulatedProcessHost _host;

    public ScriptSpecs() => _host = new SimulatedProcessHost(_clock.Time);

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task A_start_that_takes_its_time()
    {
        SimulatedProcess process = Start(new ProcessScript { StartTakes = Second, RunFor = Second });
        Assert.False(process.Started.IsCompleted);

        _clock.RunFor(Second);
        Assert.Equal(1000, (await process.Started).Pid);

        _clock.RunFor(Second);
        Assert.Equal("exited with code 0", (await process.Exited).ToString());
        Assert.Equal(Second, process.Uptime);
    }

    [Fact]
    public async Task A_start_that_hangs_is_ended_by_any_deadly_signal_even_one_that_its_program_would_ignore()
    {
        SimulatedProcess process = Start(new ProcessScript { StartTakes = null, IgnoredSignals = [SigTerm] });
        _clock.RunFor(TimeSpan.FromDays(1));
        Assert.False(process.Started.IsCompleted);

        process.Signal(SigTerm);

        Assert.True(process.Started.IsCompletedSuccessfully);
        Assert.Equal(new ProcessExit.Signalled(SigTerm, false), await process.Exited);
    }

    [Fact]
    public async Task A_start_that_fails_late()
    {
        var error = new ProcessStartError(ProcessStartStage.Execute, 2, "missing");
        SimulatedProcess process = Start(new ProcessScript { StartTakes = Second, StartError = error });
        Assert.True(process.IsAlive);

        _clock.RunFor(Second);

        Assert.Equal(new ProcessExit.NotStarted(error), await process.Exited);
        Assert.True(process.Started.IsFaulted);
        Assert.Equal(0, _host.AliveCount);
    }

    [Fact]
    public async Task A_stop_that_takes_its_time_and_ends_with_a_code()
    {
        SimulatedProcess process = Start(new ProcessScript { StopTakes = 3 * Second, ExitWhenStopped = new ProcessExit.Code(0) });
        process.Signal(SigTerm);
        _clock.RunFor(Second);
        process.Signal(SigTerm);
        _clock.RunFor(Second);
        Assert.True(process.IsAlive);

        _clock.RunFor(Second);

        Assert.Equal(new ProcessExit.Code(0), await process.Exited);
        Assert.Equal([SigTerm, SigTerm], process.Signals);
    }

    [Fact]
    public void A_process_that_hangs_in_the_kernel_does_not_even_end_by_kill()
    {
        SimulatedProcess process = Start(new ProcessScript { KillTakes = null });

        process.Signal(SigKill);
        _clock.RunFor(TimeSpan.FromDays(1));

        Assert.True(process.IsAlive);
    }

    [Fact]
    public async Task An_exit_that_is_told_late_and_one_that_is_told_by_hand()
    {
        SimulatedProcess late = Start(new ProcessScript { ExitToldAfter = Second });
        SimulatedProcess byHand = Start(new ProcessScript { ExitToldAfter = null });
        late.ExitWith(1);
        byHand.DieOf(11, coreDumped: true);
        Assert.Equal(SignalOutcome.Sent, byHand.Signal(SigTerm));

        _clock.RunFor(Second);

        Assert.True(late.Exited.IsCompleted);
        Assert.False(byHand.Exited.IsCompleted);
        byHand.TellExit();
        Assert.Equal(new ProcessExit.Signalled(11, true), await byHand.Exited);
        Assert.Equal(SignalOutcome.Gone, byHand.Signal(SigTerm));
    }

    [Fact]
    public void Children_keep_the_group_until_they_end_or_are_signalled()
    {
        SimulatedProcess shortly = Start(new ProcessScript { ChildrenOutliveItBy = Second });
        SimulatedProcess stubborn = Start(new ProcessScript { ChildrenOutliveItBy = null, IgnoredSignals = [SigTerm] });
        Task shortlyGone = shortly.WhenGroupGoneAsync();
        Task stubbornGone = stubborn.WhenGroupGoneAsync();
        shortly.ExitWith(0);
        stubborn.ExitWith(0);
        Assert.True(shortly.Exited.IsCompleted);
        Assert.False(shortlyGone.IsCompleted);
        Assert.Equal(SignalOutcome.Gone, stubborn.Signal(SigTerm));
        Assert.Equal(SignalOutcome.Sent, stubborn.Signal(SigTerm, SignalTarget.Group));

        _clock.RunFor(Second);

        Assert.True(shortlyGone.IsCompleted);
        Assert.False(stubbornGone.IsCompleted);
        stubborn.Signal(SigKill, SignalTarget.Group);
        Assert.True(stubbornGone.IsCompleted);
    }

    [Fact]
    public void Heartbeats_come_as_scripted_until_the_process_hangs()
    {
        SimulatedProcess process = Start(new ProcessScript { HeartbeatEvery = 10 * Second, HeartbeatsUntil = 25 * Second });
        Assert.Null(process.LastHeartbeat);

        _clock.RunFor(19 * Second);
        Assert.Equal((10 * Second).Ticks, process.LastHeartbeat);

        _clock.RunFor(TimeSpan.FromHours(1));
        Assert.Equal((20 * Second).Ticks, process.LastHeartbeat);
        process.Heartbeat();
        Assert.Equal(_clock.Now.Ticks, process.LastHeartbeat);
    }

    [Fact]
    public async Task Memory_status_and_probes_are_as_scripted_or_as_set()
    {
        SimulatedProcess process = Start(new ProcessScript
        {
            MemoryAt = uptime => 100 + (long)uptime.TotalSeconds, StatusText = "warming up", ProbesPassFrom = Second, ProbesPassUntil = 3 * Second,
        });
        Assert.Equal("warming up", process.StatusText);
        Assert.NotNull(await ProbeAsync(process));

        _clock.RunFor(Second);
        Assert.Null(await ProbeAsync(process));
        Assert.Equal(101, await process.MeasureMemoryAsync(MemoryMeasure.ResidentSet));

        _clock.RunFor(2 * Second);
        Assert.Equal($"{process} does not pass probes now", await ProbeAsync(process));
        process.PassProbes(true);
        process.SetMemory(7);
        process.SayStatus("busy");
        Assert.Null(await ProbeAsync(process));
        Assert.Equal(7, await process.MeasureMemoryAsync(MemoryMeasure.ProportionalSet));
        Assert.Equal("busy", process.StatusText);
    }

    [Fact]
    public void Error_lines_of_the_test_come_before_those_of_the_script()
    {
        SimulatedProcess process = Start(new ProcessScript { ErrorLines = ["the end"] });
        process.WriteErrorLine("hello");
        Assert.Equal(["hello"], process.LastErrorLines);

        process.ExitWith(1);

        Assert.Equal(["hello", "the end"], process.LastErrorLines);
    }

    [Fact]
    public void What_the_command_does_not_ask_for_is_not_heard()
    {
        _host.Script = _ => new ProcessScript { HeartbeatEvery = Second, StatusText = "busy", ErrorLines = ["oh"] };
        var process = (SimulatedProcess)_host.Start(new ProcessSpec { FileName = "simulated" });
        _clock.RunFor(10 * Second);

        process.SayReady();
        process.Heartbeat();
        process.ExitWith(0);

        Assert.False(process.Ready.IsCompleted);
        Assert.Null(process.LastHeartbeat);
        Assert.Null(process.StatusText);
        Assert.Empty(process.LastErrorLines);
    }

    [Fact]
    public async Task A_pid_is_given_again_when_its_process_and_group_are_gone_and_a_start_without_one_fails()
    {
        _host.FirstPid = 1;
        _host.LastPid = 2;
        SimulatedProcess first = Start(new ProcessScript { ChildrenOutliveItBy = Second });
        SimulatedProcess second = Start(new ProcessScript());
        first.ExitWith(0);

        SimulatedProcess refused = Start(new ProcessScript());
        Assert.True(Assert.IsType<ProcessExit.NotStarted>(await refused.Exited).Error.IsTransient);

        _clock.RunFor(Second);
        Assert.Equal(1, Start(new ProcessScript()).Pid);
        Assert.Equal(SignalOutcome.Gone, first.Signal(SigKill, SignalTarget.Group));
        Assert.Equal(2, _host.AliveCount);
        Assert.Equal(2, second.Pid);
    }

    [Fact]
    public void The_processes_that_are_alive_and_the_last_that_ended_are_remembered()
    {
        _host.EndedRemembered = 2;
        SimulatedProcess[] all = [.. Enumerable.Range(0, 5).Select(_ => Start(new ProcessScript()))];
        foreach (SimulatedProcess process in all[1..])
        {
            process.ExitWith(0);
        }

        Assert.Equal([all[0], all[3], all[4]], _host.Processes);
        Assert.Equal([all[0]], _host.Alive);
        Assert.Equal(5, _host.Starts);
    }

    private SimulatedProcess Start(ProcessScript script)
    {
        _host.Script = _ => script;
        return (SimulatedProcess)_host.Start(Spec);
    }

    private Task<string?> ProbeAsync(SimulatedProcess process) =>
        _host.ProbeAsync(new Probe.Tcp("localhost", "1"), process.Worker, process.Pid, CancellationToken.None);
}
