namespace Kamisama.Runtime.Tests;

public sealed class FutureSpecs : Spec
{
    private readonly FormatException _planned = new("planned");

    [Fact]
    public void Every_kind_of_task_can_be_piped_with_and_without_the_callers_context()
    {
        IActorRef actor = Actor();
        Task.FromResult(1).PipeTo(actor);
        Task.FromResult(2).PipeTo(actor, true);
        new ValueTask<int>(3).PipeTo(actor);
        new ValueTask<int>(4).PipeTo(actor, useConfigureAwait: true, success: number => number + 1);
        Task.CompletedTask.PipeTo(actor, success: () => "a");
        Task.CompletedTask.PipeTo(actor, true, success: () => "b");
        ValueTask.CompletedTask.PipeTo(actor, success: () => "c");
        ValueTask.CompletedTask.PipeTo(actor, true, success: () => "d");
        object[] got = [.. Enumerable.Range(0, 8).Select(_ => Probe.Next<object>())];
        Assert.Equal(["1", "2", "3", "5", "a", "b", "c", "d"], got.Select(message => message.ToString()!).Order());
    }

    [Fact]
    public void The_sender_of_a_piped_result_is_the_one_that_was_given()
    {
        IActorRef sender = Actor();
        IActorRef answers = System.ActorOf(Props.Create(() => new Answerer()));
        Task.FromResult("question").PipeTo(answers, sender);
        Probe.Expect("answer to question");
    }

    [Fact]
    public void What_the_functions_throw_and_a_result_that_is_no_message_become_failures()
    {
        IActorRef actor = Actor();
        Task.FromResult(1).PipeTo(actor, success: _ => throw _planned);
        Assert.Same(_planned, Probe.Next<Status.Failure>().Cause);
        Task.FromResult<string?>(null).PipeTo(actor);
        Assert.NotNull(Probe.Next<Status.Failure>().Cause);
        Task.FromCanceled(new CancellationToken(canceled: true)).PipeTo(actor);
        Assert.IsAssignableFrom<OperationCanceledException>(Probe.Next<Status.Failure>().Cause);
        Task.FromException(_planned).PipeTo(actor, true, failure: cause => cause.Message);
        Probe.Expect("planned");
    }

    [Fact]
    public async Task Every_form_of_Ask_gets_the_answer()
    {
        IActorRef actor = System.ActorOf(Props.Create(() => new Answerer()));
        using var source = new CancellationTokenSource();
        Assert.Equal("answer to 1", await actor.Ask(1));
        Assert.Equal("answer to 2", await actor.Ask(2, Patience));
        Assert.Equal("answer to 3", await actor.Ask(3, source.Token));
        Assert.Equal("answer to 4", await actor.Ask(4, Patience, source.Token));
        Assert.Equal("answer to 5", await actor.Ask<string>(5, Patience));
        Assert.Equal("answer to 6", await actor.Ask<string>(6, source.Token));
        Assert.Equal("answer to 7", await actor.Ask<string>(7, Patience, source.Token));
        Assert.Equal("answer to 8", await actor.Ask<string>(_ => 8, null, CancellationToken.None));
    }

    [Fact]
    public async Task Asking_with_no_time_or_less_waits_for_ever()
    {
        IActorRef actor = Actor();
        Task<object> question = actor.Ask(new Action<Puppet>(_ => { }), TimeSpan.Zero);
        Task<object> another = actor.Ask(new Action<Puppet>(_ => { }), Timeout.InfiniteTimeSpan);
        Settle(actor);
        Assert.False(question.IsCompleted);
        Assert.False(another.IsCompleted);
        await System.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task GracefulStop_without_a_time_waits_for_the_death_however_long()
    {
        IActorRef actor = Actor();
        Task<bool> stopped = actor.GracefulStop(Timeout.InfiniteTimeSpan, "not a stop");
        Probe.Expect("not a stop");
        Settle(actor);
        Assert.False(stopped.IsCompleted);
        System.Stop(actor);
        Assert.True(await stopped.WaitAsync(Patience));
    }

    [Fact]
    public async Task WatchAsync_ends_with_the_death_or_with_its_token()
    {
        IActorRef actor = Actor();
        using var source = new CancellationTokenSource();
        Task<bool> ended = actor.WatchAsync(source.Token);
        Task<bool> watched = actor.WatchAsync();
        await source.CancelAsync();
        Assert.False(await ended.WaitAsync(Patience));
        Assert.False(watched.IsCompleted);
        System.Stop(actor);
        Assert.True(await watched.WaitAsync(Patience));
        Assert.True(await actor.WatchAsync().WaitAsync(Patience));
    }

    private sealed class Answerer : ReceiveActor
    {
        public Answerer() => ReceiveAny(message => Sender.Tell($"answer to {message}"));
    }
}
