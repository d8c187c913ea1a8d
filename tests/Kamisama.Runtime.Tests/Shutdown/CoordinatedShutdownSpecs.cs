namespace Kamisama.Runtime.Tests;

public sealed class CoordinatedShutdownSpecs : Spec
{
    private static readonly string[] s_phases =
    [
        "before-service-unbind", "service-unbind", "service-requests-done", "service-stop", "before-cluster-shutdown",
        "cluster-sharding-shutdown-region", "cluster-leave", "cluster-exiting", "cluster-exiting-done", "cluster-shutdown",
        "before-actor-system-terminate", "actor-system-terminate",
    ];

    private CoordinatedShutdown Shutdown => CoordinatedShutdown.Get(System);

    private sealed class Finished : CoordinatedShutdown.Reason;

    [Fact]
    public async Task The_phases_run_in_order_and_the_last_one_ends_the_system()
    {
        foreach (string phase in s_phases.Reverse())
        {
            Add(phase, phase);
        }

        Assert.Same(Shutdown, CoordinatedShutdown.Get(System));
        await Shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        await System.WhenTerminated.WaitAsync(Patience);
        Assert.Equal(s_phases, Probe.All);
    }

    [Fact]
    public async Task Until_the_last_phase_the_actors_live_and_after_it_they_are_gone()
    {
        IActorRef actor = Actor(new Strings { Hooks = false, PostStop = _ => Probe.Add("PostStop") });
        Shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "talk", async () =>
        {
            await actor.Ask<ActorIdentity>(new Identify(1), Patience);
            Probe.Add("answered");
            return Done.Instance;
        });
        await Shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        Probe.Expect("answered", "PostStop");
        Assert.True(System.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task The_tasks_of_a_phase_run_at_the_same_time_and_the_next_phase_waits_for_all()
    {
        TaskCompletionSource first = AddOpen(CoordinatedShutdown.PhaseServiceStop, "first");
        TaskCompletionSource second = AddOpen(CoordinatedShutdown.PhaseServiceStop, "second");
        Add(CoordinatedShutdown.PhaseBeforeClusterShutdown, "next");
        Task<Done> run = Shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        Probe.Expect("first", "second");
        second.SetResult();
        Probe.ExpectNothingMore();
        Assert.False(run.IsCompleted);
        first.SetResult();
        Probe.Expect("next");
        Assert.Same(Done.Instance, await run.WaitAsync(Patience));
    }

    [Fact]
    public async Task Only_the_first_run_counts_and_all_return_the_same_task()
    {
        Assert.Null(Shutdown.ShutdownReason);
        Add(CoordinatedShutdown.PhaseServiceStop, "once");
        var reason = new Finished();
        Task<Done> first = Shutdown.Run(reason);
        Assert.Same(first, Shutdown.Run(CoordinatedShutdown.UnknownReason.Instance));
        await System.Terminate().WaitAsync(Patience);
        await first.WaitAsync(Patience);
        Assert.Same(reason, Shutdown.ShutdownReason);
        Assert.Equal(["once"], Probe.All);
    }

    [Fact]
    public async Task Terminate_runs_all_phases_and_gives_its_reason()
    {
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first phase");
        await System.Terminate().WaitAsync(Patience);
        Probe.Expect("first phase");
        Assert.Same(CoordinatedShutdown.ActorSystemTerminateReason.Instance, Shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_run_from_a_phase_leaves_the_earlier_ones_out()
    {
        Add(CoordinatedShutdown.PhaseServiceStop, "too early");
        Add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "late");
        await Shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseBeforeActorSystemTerminate).WaitAsync(Patience);
        Assert.Equal(["late"], Probe.All);
    }

    [Fact]
    public async Task A_task_that_fails_or_throws_is_logged_and_the_rest_goes_on()
    {
        IActorRef listener = Actor();
        System.EventStream.Subscribe<Warning>(listener);
        Shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "throws", () => throw new FormatException("planned"));
        Shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "faults", () => Task.FromException<Done>(new FormatException("planned")));
        TaskCompletionSource open = AddOpen(CoordinatedShutdown.PhaseBeforeClusterShutdown, "next");
        Task<Done> run = Shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        string[] said = [.. Enumerable.Range(0, 3).Select(_ => Probe.Next<object>().ToString()!).Order()];
        Assert.Contains(said, line => line.Contains("Task [throws] failed in phase [service-stop]", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains("Task [faults] failed in phase [service-stop]", StringComparison.Ordinal));
        Assert.Contains("next", said);
        open.SetResult();
        await run.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_phase_whose_time_is_up_is_left()
    {
        AddOpen(CoordinatedShutdown.PhaseServiceStop, "never done");
        Add(CoordinatedShutdown.PhaseBeforeClusterShutdown, "next");
        Task<Done> run = Shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        Probe.Expect("never done");
        AwaitTimer();
        Time.Advance(TimeSpan.FromSeconds(4.9));
        Probe.ExpectNothingMore();
        Assert.False(run.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.2));
        Probe.Expect("next");
        await run.WaitAsync(Patience);
    }

    [Fact]
    public void The_timeouts_are_5_seconds_and_10_for_the_end_of_the_system()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), Shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop));
        Assert.Equal(TimeSpan.FromSeconds(10), Shutdown.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate));
        Assert.Equal(TimeSpan.FromSeconds(10), Shutdown.TotalTimeout);
        Add(CoordinatedShutdown.PhaseServiceStop, "one");
        Add(CoordinatedShutdown.PhaseServiceStop, "two");
        Assert.Equal(TimeSpan.FromSeconds(15), Shutdown.TotalTimeout);
    }

    [Fact]
    public void A_phase_that_does_not_exist_is_refused()
    {
        Assert.ThrowsAny<Exception>(() => Add("no-phase", "task"));
        Assert.ThrowsAny<ArgumentException>(() => Shutdown.Timeout("no-phase"));
    }

    private void Add(string phase, string name) => Shutdown.AddTask(phase, name, () =>
    {
        Probe.Add(name);
        return Task.FromResult(Done.Instance);
    });

    private TaskCompletionSource AddOpen(string phase, string name)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Shutdown.AddTask(phase, name, async () =>
        {
            Probe.Add(name);
            await open.Task;
            return Done.Instance;
        });
        return open;
    }
}
