using Kamisama.Processes;
using Kamisama.Processes.Tests;

namespace Kamisama.Actors.Tests.Real;

/// <summary>How real programs are known to be ready.</summary>
public sealed class ReadinessLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    // The text of docs/health.md.
    private const string Python = """
        import os, socket, time

        def notify(message):
            address = os.environ.get("NOTIFY_SOCKET")
            if address:
                with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                    sender.sendto(message.encode(), "\0" + address[1:] if address[0] == "@" else address)

        notify("STATUS=warming up")
        time.sleep(0.2)
        notify("READY=1")
        while True:
            notify("WATCHDOG=1")
            time.sleep(float(os.environ["WATCHDOG_USEC"]) / 1e6 / 10)
        """;

    [LauncherFact]
    public async Task Worker_that_says_READY_on_its_socket_is_ready_then()
    {
        RealPool pool = Start(PoolOf(Worker("ready-after", "200")) with { Readiness = new Readiness.Notified() });
        SupervisionEvent.WorkerReady ready = await pool.ReadyAsync();
        Assert.True(ready.After >= TimeSpan.FromMilliseconds(200) - Early, $"{ready}");
        Assert.Equal(WorkerState.Running, (await pool.WorkerAsync(1)).State);
    }

    [ToolLauncherFact("python3 -c 'import socket'")]
    public async Task Python_worker_that_speaks_sd_notify_is_ready_and_stays()
    {
        RealPool pool = Start(PoolOf(new ProcessSpec { FileName = "python3", Arguments = ["-c", Python] }) with
        {
            Readiness = new Readiness.Notified(),
            WatchdogTimeout = TimeSpan.FromSeconds(5),
            RespawnLimit = 0,
        });
        SupervisionEvent.WorkerReady ready = await pool.ReadyAsync();
        Assert.True(ready.After >= TimeSpan.FromMilliseconds(200) - Early, $"{ready}");
        Assert.Equal(new PoolOutcome.Stopped(false, null), await pool.StopAsync());
    }

    [LauncherFact]
    public async Task Script_that_writes_a_newline_on_its_descriptor_is_ready_then_and_not_before()
    {
        MakeGate("gate");
        RealPool pool = Start(ReadyShell("read line < gate", "exec sleep 1000"));
        await pool.StartedAsync();
        Assert.Equal(WorkerState.Starting, (await pool.WorkerAsync(1)).State);
        await OpenGateAsync("gate");
        await pool.ReadyAsync();
        Assert.Equal(WorkerState.Running, (await pool.WorkerAsync(1)).State);
    }

    [LauncherFact]
    public async Task Web_server_is_ready_when_it_answers_a_request()
    {
        string port = ReservePort();
        RealPool pool = Start(PoolOf(Worker("http", port)) with { Readiness = Probed(new Probe.Http($"http://127.0.0.1:{port}/")) });
        await pool.ReadyAsync();
    }

    [LauncherFact]
    public async Task Server_is_ready_when_it_takes_a_connection()
    {
        string port = ReservePort();
        RealPool pool = Start(PoolOf(Worker("http", port)) with { Readiness = Probed(new Probe.Tcp("127.0.0.1", port)) });
        await pool.ReadyAsync();
    }

    [LauncherFact]
    public async Task Worker_is_ready_when_the_program_that_looks_for_it_succeeds_and_not_before()
    {
        MakeGate("gate");
        RealPool pool = Start(PoolOf(Shell("read line < gate; touch ready-1; exec sleep 1000")) with
        {
            Readiness = Probed(new Probe.Exec(Shell("test -e ready-{index}"))),
        });
        await pool.StartedAsync();
        Assert.Equal(WorkerState.Starting, (await pool.WorkerAsync(1)).State);
        await OpenGateAsync("gate");
        await pool.ReadyAsync();
    }

    [LauncherFact]
    public async Task Worker_that_stays_up_is_ready_after_that_time()
    {
        RealPool pool = Start(PoolOf(Shell("exec sleep 1000")) with { Readiness = new Readiness.AfterUptime(TimeSpan.FromMilliseconds(200)) });
        SupervisionEvent.WorkerReady ready = await pool.ReadyAsync();
        Assert.True(ready.After >= TimeSpan.FromMilliseconds(200) - Early, $"{ready}");
    }

    [LauncherFact]
    public async Task Worker_that_hangs_at_its_start_is_ended_and_respawned()
    {
        string port = ReservePort();
        RealPool pool = Start(PoolOf(Worker("hang")) with
        {
            StartTimeout = TimeSpan.FromMilliseconds(500),
            Readiness = Probed(new Probe.Tcp("127.0.0.1", port)),
        });
        SupervisionEvent.WorkerStarted started = await pool.StartedAsync();
        var timedOut = await pool.Events.ExpectAsync<SupervisionEvent.WorkerTimedOut>();
        Tell("found after its start, with a start timeout of 500 ms", timedOut.Time - started.Time);
        Assert.Equal((started.Worker, WorkerEndCause.StartTimeout), (timedOut.Worker, timedOut.Cause));
        Assert.Contains("ECONNREFUSED", timedOut.Detail, StringComparison.Ordinal);
        WorkerExitReport exit = await pool.ExitAsync();
        Assert.Equal((ExitClass.TimedOut, RespawnDecision.Respawn), (exit.Class, exit.Decision));
        Assert.Equal(1, (await pool.StartedAsync()).Worker.Incarnation);
    }

    [LauncherFact]
    public async Task Workers_are_started_one_after_the_other_with_a_stagger()
    {
        RealPool pool = Start(PoolOf(Shell("exec sleep 1000"), 3) with { StartStagger = TimeSpan.FromMilliseconds(150) });
        var began = await pool.Events.ExpectAsync<SupervisionEvent.PoolStarted>();
        var started = await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(3);
        Assert.Equal([1, 2, 3], started.Select(worker => worker.Worker.Index));
        Assert.True(started[1].Time - began.Time >= TimeSpan.FromMilliseconds(150) - Early, $"{started[1].Time - began.Time}");
        Assert.True(started[2].Time - began.Time >= TimeSpan.FromMilliseconds(300) - Early, $"{started[2].Time - began.Time}");
    }

    private static Readiness.Probed Probed(Probe probe) => new(probe)
    {
        Interval = TimeSpan.FromMilliseconds(50),
        Timeout = TimeSpan.FromSeconds(5),
    };
}
