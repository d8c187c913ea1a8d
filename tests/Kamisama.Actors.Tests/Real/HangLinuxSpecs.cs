using Kamisama.Processes;
using Kamisama.Processes.Tests;
using Mono.Unix.Native;

namespace Kamisama.Actors.Tests.Real;

/// <summary>Real workers that hang, and how soon that is found. The figures are in the output of the run.</summary>
public sealed class HangLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    // The promise is 100 ms; a machine with much else to do is slower, and a mistake is slower still.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

    [LauncherFact]
    public async Task Worker_whose_heartbeat_stops_is_found_within_its_deadline()
    {
        var deadline = TimeSpan.FromSeconds(1);
        RealPool pool = Start(PoolOf(Worker("heartbeat", "50", "0"), 3) with { Readiness = new Readiness.Notified(), WatchdogTimeout = deadline });
        IReadOnlyList<SupervisionEvent.WorkerReady> workers = await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerReady>(3);
        foreach (SupervisionEvent.WorkerReady worker in workers)
        {
            DateTimeOffset stopped = DateTimeOffset.UtcNow;
            Kill(worker.Pid!.Value, Signum.SIGSTOP);
            var found = await pool.Events.ExpectAsync<SupervisionEvent.WorkerTimedOut>();
            Assert.Equal((worker.Worker, WorkerEndCause.Watchdog), (found.Worker, found.Cause));
            Tell($"found after it was stopped, with a deadline of 1 s (by its master: {found.Detail})", found.Time - stopped);
            Assert.True(found.Time - stopped < deadline + Late, $"{found.Time - stopped}");

            // It obeys, since CONT follows the stop signal.
            WorkerExitReport exit = await pool.ExitAsync();
            Assert.Equal((ExitClass.TimedOut, WorkerEndCause.Watchdog), (exit.Class, exit.Cause));
            Assert.NotEqual(9, (exit.Exit as ProcessExit.Signalled)?.Signal);
            Assert.Equal(worker.Worker.Next, (await pool.ReadyAsync()).Worker);
        }
    }

    [LauncherFact]
    public async Task Worker_that_hangs_and_ignores_the_stop_signal_is_killed_when_its_grace_period_is_over()
    {
        RealPool pool = Start(ReadyShell("trap '' TERM", "while :; do sleep 1000; done") with
        {
            WatchdogTimeout = TimeSpan.FromMilliseconds(300),
            GracePeriod = TimeSpan.FromMilliseconds(400),
        });
        var ready = await pool.ReadyAsync();
        var found = await pool.Events.ExpectAsync<SupervisionEvent.WorkerTimedOut>();
        Tell("found after it became ready, with a deadline of 300 ms", found.Time - ready.Time);
        var killed = await pool.Events.ExpectAsync<SupervisionEvent.WorkerKilled>();
        var exited = await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
        Tell("killed after it was asked to end, with a grace period of 400 ms", killed.Time - found.Time);
        Tell("gone after KILL", exited.Time - killed.Time);
        Assert.InRange(killed.Time - found.Time, TimeSpan.FromMilliseconds(400) - Early, TimeSpan.FromMilliseconds(400) + Late);
        Assert.True(exited.Time - killed.Time < Late);
        Assert.Equal((ExitClass.TimedOut, WorkerEndCause.Watchdog, RespawnDecision.Respawn), (exited.Report.Class, exited.Report.Cause, exited.Report.Decision));
        Assert.Equal(1, (await pool.StartedAsync()).Worker.Incarnation);
    }

    [LauncherFact]
    public async Task Web_server_that_answers_with_errors_is_replaced_after_as_many_probes()
    {
        string port = ReservePort();
        RealPool pool = Start(PoolOf(Worker("http", port)) with
        {
            Readiness = new Readiness.Notified(),
            Liveness = new LivenessOptions(new Probe.Http($"http://127.0.0.1:{port}/"))
            {
                Interval = TimeSpan.FromMilliseconds(50),
                Timeout = TimeSpan.FromSeconds(5),
                Failures = 2,
                Of = 3,
            },
        });
        await pool.ReadyAsync();
        using var client = new HttpClient();
        DateTimeOffset broken = DateTimeOffset.UtcNow;
        await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/break"));
        var found = await pool.Events.ExpectAsync<SupervisionEvent.WorkerTimedOut>();
        Tell("found by 2 of 3 probes, one every 50 ms", found.Time - broken);
        Assert.Equal(WorkerEndCause.Liveness, found.Cause);
        Assert.Contains("503", found.Detail, StringComparison.Ordinal);
        Assert.Equal(ExitClass.TimedOut, (await pool.ExitAsync()).Class);
        Assert.Equal(1, (await pool.ReadyAsync()).Worker.Incarnation);
        Assert.StartsWith($"{(await pool.WorkerAsync(1)).Pid}", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")), StringComparison.Ordinal);
    }

    [LauncherFact]
    public async Task Worker_whose_sign_of_life_is_gone_is_replaced()
    {
        RealPool pool = Start(ReadyShell("touch alive", "exec sleep 1000") with
        {
            Liveness = new LivenessOptions(new Probe.Exec(Shell("test -e alive"))) { Interval = TimeSpan.FromMilliseconds(50), Timeout = TimeSpan.FromSeconds(5) },
        });
        await pool.ReadyAsync();
        File.Delete(PathOf("alive"));
        var found = await pool.Events.ExpectAsync<SupervisionEvent.WorkerTimedOut>();
        Assert.Contains("exited with code 1", found.Detail, StringComparison.Ordinal);
        Assert.Equal(1, (await pool.ReadyAsync()).Worker.Incarnation);
    }

    [LauncherFact]
    public async Task Worker_whose_port_takes_no_connections_any_more_is_replaced()
    {
        using var server = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        server.Start();
        RealPool pool = Start(PoolOf(Shell("exec sleep 1000")) with
        {
            Liveness = new LivenessOptions(new Probe.Tcp("127.0.0.1", $"{((System.Net.IPEndPoint)server.LocalEndpoint).Port}"))
            {
                Interval = TimeSpan.FromMilliseconds(50),
                Timeout = TimeSpan.FromSeconds(5),
            },
        });
        await pool.StartedAsync();
        (await server.AcceptTcpClientAsync()).Dispose();
        server.Stop();
        Assert.Equal(WorkerEndCause.Liveness, (await pool.Events.ExpectAsync<SupervisionEvent.WorkerTimedOut>()).Cause);
        Assert.Equal(WorkerEndCause.Liveness, (await pool.ExitAsync()).Cause);
    }
}
