using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>A pool under an application's own actor, whose strategy supervises the master.</summary>
public class ParentSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly WorkerPoolOptions Options = new()
    {
        Instances = 3,
        RespawnLimit = 10,
        GracePeriod = TimeSpan.FromMilliseconds(300),
        Command = new ProcessSpec { FileName = "simulated" },
    };

    [Theory]
    [InlineData(Directive.Resume)]
    [InlineData(Directive.Restart)]
    public async Task Fault_of_the_master_that_the_parent_forgives_keeps_every_worker(Directive directive)
    {
        await using var parent = await Family.StartAsync(directive);
        parent.FailMaster();
        await parent.FaultSeenAsync();

        PoolStatus status = await parent.Pool.GetStatusAsync().WaitAsync(Patience);
        Assert.Equal((3, 3), (status.Instances, status.Workers.Count));
        Assert.Equal(3, parent.Host.All.Count);

        parent.Host.At(2).Exit(1);
        Assert.Equal(new WorkerId(2, 1), (await parent.Events.ExpectAsync<SupervisionEvent.WorkerStarted>()).Worker);
        Assert.Equal(0, (await parent.Pool.StopAsync().WaitAsync(Patience)).ExitCode);
        Assert.Equal((4, 0), (parent.Host.All.Count, parent.Host.Alive.Count));
    }

    [Fact]
    public async Task Fault_of_the_master_that_the_parent_answers_with_Stop_ends_the_workers()
    {
        await using var parent = await Family.StartAsync(Directive.Stop);
        parent.FailMaster();
        await parent.EndsAsync();
    }

    [Fact]
    public async Task Master_that_is_stopped_by_its_parent_ends_the_workers()
    {
        await using var parent = await Family.StartAsync();
        parent.Ref.Tell("stop the master", ActorRefs.NoSender);
        await parent.EndsAsync();
    }

    [Fact]
    public async Task Master_that_is_sent_PoisonPill_ends_the_workers()
    {
        await using var parent = await Family.StartAsync();
        parent.Pool.Master.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        await parent.EndsAsync();
    }

    [Fact]
    public async Task Worker_that_ignores_the_stop_signal_is_killed_after_the_grace_period_though_its_actor_is_gone()
    {
        await using var parent = await Family.StartAsync();
        ScriptedProcess stubborn = parent.Host.At(2);
        stubborn.Ignores.Add(15);
        parent.Pool.Master.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        await parent.EndsAsync();
        Assert.Equal([15, 18, 9], stubborn.Signals.Take(3));
        Assert.Single(parent.Events.Seen.OfType<SupervisionEvent.WorkerKilled>());

        IEnumerable<WorkerExitReport> reports = parent.Events.Seen.OfType<SupervisionEvent.WorkerExited>().Select(exited => exited.Report);
        Assert.All(reports, report =>
        {
            Assert.Equal(report.Worker.Index == 2 ? ExitClass.TimedOut : ExitClass.Retired, report.Class);
            Assert.Equal(report.Uptime, report.EndedAt - report.StartedAt);
            Assert.NotEqual(default, report.EndedAt);
        });
    }

    [Fact]
    public async Task Stop_that_was_under_way_is_finished_without_the_actors_and_without_a_second_stop_signal()
    {
        await using var parent = await Family.StartAsync();
        ScriptedProcess stubborn = parent.Host.At(2);
        stubborn.Ignores.Add(15);
        _ = parent.Pool.StopAsync(StopMode.Graceful);
        await parent.Events.ExpectManyAsync<SupervisionEvent.WorkerExited>(2);
        parent.Ref.Tell("stop the master", ActorRefs.NoSender);
        await parent.EndsAsync();
        Assert.Equal([15, 18, 9], stubborn.Signals.Take(3));
    }

    [Fact]
    public async Task End_of_a_worker_is_told_once_whenever_the_master_is_stopped()
    {
        for (int round = 0; round < 50; round++)
        {
            await using var parent = await Family.StartAsync();
            _ = parent.Pool.StopAsync();
            await parent.Events.ExpectManyAsync<SupervisionEvent.WorkerExited>(1 + round % 3);
            parent.Ref.Tell("stop the master", ActorRefs.NoSender);
            await parent.EndsAsync();
        }
    }

    [Fact]
    public async Task System_that_is_terminated_ends_a_worker_that_ignores_the_stop_signal()
    {
        await using var parent = await Family.StartAsync();
        parent.Host.At(2).Ignores.Add(15);
        await parent.System.Terminate().WaitAsync(Patience);
        await parent.EndsAsync(andTells: false);
    }

    [Fact]
    public async Task Parent_that_is_restarted_makes_its_pool_anew_and_the_old_workers_end()
    {
        await using var parent = await Family.StartAsync();
        parent.Ref.Tell("fail", ActorRefs.NoSender);
        await parent.Pool.Completion.WaitAsync(Patience);
        IReadOnlyList<SupervisionEvent.WorkerStarted> started = await parent.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(3);
        Assert.All(started, e => Assert.Equal(0, e.Worker.Incarnation));
        Assert.Equal([1003, 1004, 1005], parent.Host.Alive.Select(p => p.Pid).Order());
    }

    [Fact]
    public async Task Breach_stops_the_master_and_its_parent_does_not_restart_it()
    {
        await using var parent = await Family.StartAsync(Directive.Restart, Options with { RespawnLimit = 0 });
        parent.Host.At(1).Exit(1);
        Assert.Equal(1, (await parent.Pool.Completion.WaitAsync(Patience)).ExitCode);
        Assert.True(await parent.Pool.Master.WatchAsync().WaitAsync(Patience));
        Assert.Equal((3, 0), (parent.Host.All.Count, parent.Host.Alive.Count));
    }

    /// <summary>A parent and its pool.</summary>
    private sealed class Family : IAsyncDisposable
    {
        private readonly TestSystem _system = new();

        private Family(Directive directive, WorkerPoolOptions options)
        {
            EventListener.Start(_system.System, options.Name, Events.Add, new TaskCompletionSource());
            var started = new TaskCompletionSource<IWorkerPool>();
            ScriptedHost host = Host;
            TimeProvider time = _system.Time;
            Ref = _system.System.ActorOf(Props.Create(() => new Parent(directive, options, host, time, started)), "parent");
            Pool = started.Task.WaitAsync(Patience).GetAwaiter().GetResult();
        }

        public ScriptedHost Host { get; } = new();

        public EventLog Events { get; } = new();

        public IActorRef Ref { get; }

        public IWorkerPool Pool { get; }

        public ActorSystem System => _system.System;

        public static async Task<Family> StartAsync(Directive directive = Directive.Restart, WorkerPoolOptions? options = null)
        {
            var family = new Family(directive, options ?? Options);
            await family.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(3);
            return family;
        }

        // A worker that no slot knows: the master's code throws.
        public void FailMaster() => Pool.Master.Tell(
            new MasterMessage.WorkerStopped(new WorkerId(99, 0), null, new WorkerEnd(new ProcessExit.Code(0), TimeSpan.Zero)), ActorRefs.NoSender);

        // Behind the fault in the master's mailbox: answered when the master goes on.
        public Task<PoolStatus> FaultSeenAsync() => Pool.GetStatusAsync().WaitAsync(Patience);

        /// <summary>Waits until the pool is over, and nobody is left then.</summary>
        public async Task EndsAsync(bool andTells = true)
        {
            await AdvanceUntilAsync(Pool.Completion);
            Assert.Empty(Host.Alive);
            Assert.Equal(3, Host.All.Count);
            if (andTells)
            {
                await Events.ExpectAsync<SupervisionEvent.PoolStopped>();
                Assert.Equal(3, Events.Seen.OfType<SupervisionEvent.WorkerExited>().Count());
            }
        }

        public async ValueTask DisposeAsync() => await _system.DisposeAsync();

        // Nothing tells when a wait has been armed, so virtual time goes on until the pool is over.
        private async Task AdvanceUntilAsync(Task over)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (!over.IsCompleted)
            {
                patience.Token.ThrowIfCancellationRequested();
                _system.Advance(TimeSpan.FromMilliseconds(50));
                await Task.Yield();
            }
        }
    }

    private sealed class Parent(
        Directive directive, WorkerPoolOptions options, ScriptedHost host, TimeProvider time, TaskCompletionSource<IWorkerPool> started) : UntypedActor
    {
        private IWorkerPool? _pool;

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => directive);

        protected override void PreStart()
        {
            _pool = WorkerPool.Start(Context, options, host, time);
            started.TrySetResult(_pool);
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "stop the master":
                    Context.Stop(_pool!.Master);
                    break;
                case "fail":
                    throw new InvalidOperationException("a fault of the parent");
                default:
                    Unhandled(message);
                    break;
            }
        }
    }
}
