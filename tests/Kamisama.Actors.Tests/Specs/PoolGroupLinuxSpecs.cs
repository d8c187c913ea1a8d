using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>Pools of several kinds with real processes.</summary>
public class PoolGroupLinuxSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Real_pools_are_started_in_order_restarted_together_and_stopped_in_reverse()
    {
        ActorSystem system = ActorSystem.Create("test");
        var events = new EventLog();
        EventListener.Start(system, null, events.Add, new TaskCompletionSource());
        IWorkerPoolGroup group = WorkerPoolGroup.Start(system, new WorkerPoolGroupOptions
        {
            Pools = [Sleepers("db", 2), Sleepers("web", 3), Sleepers("mail", 1)],
            Strategy = PoolStrategy.RestForOne,
            RestartLimit = 1,
            RestartInterval = TimeSpan.FromHours(1),
        });
        var first = await events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(6);
        Assert.Equal(["db", "db", "web", "web", "web", "mail"], first.Select(started => started.Pool));

        Kill(first.First(started => started.Pool == "web"));
        Assert.Equal(["web", "mail"], (await events.ExpectAsync<SupervisionEvent.PoolRestarting>()).Pools);
        var second = await events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(4);
        Assert.Equal(["web", "web", "web", "mail"], second.Select(started => started.Pool));
        Assert.Equal(["db", "db"], first.Where(IsAlive).Select(started => started.Pool));

        Kill(second[0]);
        PoolGroupOutcome outcome = await group.Completion.WaitAsync(Patience);
        Assert.Equal((1, "web"), (outcome.ExitCode, outcome.Pool));
        await events.ExpectAsync<SupervisionEvent.PoolStopped>(stopped => stopped.Pool == "db");
        Assert.Equal(
            ["web", "mail", "web", "mail", "db"],
            events.Seen.OfType<SupervisionEvent.PoolStopped>().Select(stopped => stopped.Pool));
        Assert.DoesNotContain(first.Concat(second), IsAlive);
        await system.Terminate();
    }

    [Fact]
    public async Task Program_that_runs_a_group_ends_with_it_and_has_seen_every_event()
    {
        var events = new List<SupervisionEvent>();
        PoolGroupOutcome outcome = await WorkerPoolGroup.RunAsync(
            new WorkerPoolGroupOptions
            {
                Pools =
                [
                    Sleepers("db", 2),
                    Sleepers("missing", 1) with { Command = new ProcessSpec { FileName = "/no/such/program" } },
                    Sleepers("never", 1),
                ],
            },
            events.Add).WaitAsync(Patience);

        Assert.Equal((3, "missing"), (outcome.ExitCode, outcome.Pool));
        Assert.Equal(["db", "missing"], events.OfType<SupervisionEvent.PoolStarted>().Select(started => started.Pool));
        Assert.Equal(["missing", "db"], events.OfType<SupervisionEvent.PoolStopped>().Select(stopped => stopped.Pool));
        Assert.DoesNotContain(events.OfType<SupervisionEvent.WorkerStarted>(), IsAlive);
    }

    private static WorkerPoolOptions Sleepers(string name, int instances) => new()
    {
        Name = name,
        Instances = instances,
        RespawnLimit = 0,
        Command = new ProcessSpec { FileName = "sleep", Arguments = ["1000"] },
    };

    private static void Kill(SupervisionEvent.WorkerStarted worker) =>
        System.Diagnostics.Process.GetProcessById(worker.Process.Pid).Kill();

    private static bool IsAlive(SupervisionEvent.WorkerStarted worker) => Directory.Exists($"/proc/{worker.Process.Pid}");
}
