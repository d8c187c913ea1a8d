using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>Real processes whose actors were stopped without asking the pool.</summary>
public class LeftoverLinuxSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Real_worker_that_ignores_the_stop_signal_is_killed_though_its_actor_is_gone()
    {
        string ready = Path.GetTempFileName();
        ActorSystem system = ActorSystem.Create("test");
        var events = new EventLog();
        EventListener.Start(system, "workers", events.Add, new TaskCompletionSource());
        IWorkerPool pool = WorkerPool.Start(system, new WorkerPoolOptions
        {
            Instances = 1,
            GracePeriod = TimeSpan.FromMilliseconds(200),
            Command = new ProcessSpec { FileName = "sh", Arguments = ["-c", $"trap '' TERM; echo ready > {ready}; exec sleep 1000"] },
        });
        int pid = (await events.ExpectAsync<SupervisionEvent.WorkerStarted>()).Process.Pid;
        await ContentOfAsync(ready);

        pool.Master.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        Assert.Equal(new PoolOutcome.Stopped(false, null), await pool.Completion.WaitAsync(Patience));
        Assert.Equal(pid, (await events.ExpectAsync<SupervisionEvent.WorkerKilled>()).Pid);
        Assert.Equal(9, Assert.IsType<ProcessExit.Signalled>((await events.ExpectAsync<SupervisionEvent.WorkerExited>()).Report.Exit).Signal);
        Assert.False(Directory.Exists($"/proc/{pid}"));
        await system.Terminate();
        File.Delete(ready);
    }

    // The worker has no other way to say that it ignores the signal from now on.
    private static async Task ContentOfAsync(string file)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (new FileInfo(file).Length == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
