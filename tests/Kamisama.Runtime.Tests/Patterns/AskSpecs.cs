namespace Kamisama.Runtime.Tests;

public sealed class AskSpecs : Spec
{
    [Fact]
    public async Task The_first_answer_is_the_result_and_a_later_one_a_dead_letter()
    {
        IActorRef listener = Actor();
        System.EventStream.Subscribe<DeadLetter>(listener);
        IActorRef actor = Answering((sender, _) =>
        {
            sender.Tell("first");
            sender.Tell("second");
        });
        Assert.Equal("first", await actor.Ask<string>("question"));
        Assert.Equal("second", Probe.Next<DeadLetter>().Message);
    }

    [Fact]
    public async Task Without_a_timeout_it_waits_for_ever_and_with_one_it_faults_then()
    {
        IActorRef actor = Answering((_, _) => { });
        Task<object> patient = actor.Ask("question");
        Task<object> limited = actor.Ask("question", TimeSpan.FromSeconds(3));
        Time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<AskTimeoutException>(() => limited.WaitAsync(Patience));
        Time.Advance(TimeSpan.FromDays(10_000));
        Assert.False(patient.IsCompleted);
        Assert.Equal(0, Time.ArmedTimers);
    }

    [Fact]
    public async Task An_answer_takes_the_timer_down()
    {
        IActorRef actor = Answering((sender, _) => sender.Tell("answer"));
        await actor.Ask<string>("question", TimeSpan.FromSeconds(3));
        Assert.True(SpinWait.SpinUntil(() => Time.ArmedTimers == 0, Patience), "Awaited that the timer is gone.");
    }

    [Fact]
    public async Task A_failure_faults_with_its_cause()
    {
        var cause = new FormatException("planned");
        IActorRef actor = Answering((sender, _) => sender.Tell(new Status.Failure(cause)));
        Assert.Same(cause, await Assert.ThrowsAsync<FormatException>(() => actor.Ask<string>("question")));
        Assert.Same(cause, ((Status.Failure)await actor.Ask<Status>("question")).Cause);
    }

    [Fact]
    public async Task An_answer_of_another_type_faults_and_names_both()
    {
        IActorRef actor = Answering((sender, _) => sender.Tell(42));
        ArgumentException fault = await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<string>("question"));
        Assert.Contains("System.String", fault.Message, StringComparison.Ordinal);
        Assert.Contains("System.Int32", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_another_type_that_cannot_be_printed_does_not_fail_who_answers()
    {
        IActorRef actor = Answering((sender, _) => sender.Tell(new Unprintable()));
        await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<string>("question").WaitAsync(Patience));
    }

    [Fact]
    public async Task A_cancellation_ends_the_wait_and_nobody_misses_the_late_answer()
    {
        IActorRef listener = Actor();
        System.EventStream.Subscribe<AllDeadLetters>(listener);
        var asked = new TaskCompletionSource<IActorRef>();
        IActorRef actor = Answering((sender, _) => asked.SetResult(sender));
        using var source = new CancellationTokenSource();
        Task<string> answer = actor.Ask<string>("question", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        (await asked.Task).Tell("late", null);
        Settle(listener);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public async Task A_factory_gets_the_ref_to_answer_to()
    {
        IActorRef actor = Answering((_, message) => ((IActorRef)message).Tell("answer"));
        Assert.Equal("answer", await actor.Ask<string>(replyTo => replyTo, Patience, CancellationToken.None));
    }

    [Fact]
    public async Task Identify_is_answered_by_the_runtime()
    {
        IActorRef actor = Actor();
        var identity = await actor.Ask<ActorIdentity>(new Identify(7));
        Assert.Equal(7, identity.MessageId);
        Assert.Same(actor, identity.Subject);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public async Task Results_and_failures_of_tasks_become_messages()
    {
        IActorRef actor = Actor();
        await Task.FromResult(1).PipeTo(actor);
        await Task.FromResult(1).PipeTo(actor, success: number => number + 1);
        await Task.CompletedTask.PipeTo(actor);
        await Task.CompletedTask.PipeTo(actor, success: () => "done");
        Probe.Expect(1, 2, "done");
        var cause = new FormatException("planned");
        await Task.FromException<int>(cause).PipeTo(actor);
        Assert.Same(cause, Probe.Next<Status.Failure>().Cause);
        await new ValueTask<int>(Task.FromException<int>(cause)).PipeTo(actor, failure: failure => failure.Message);
        Probe.Expect("planned");
    }

    [Fact]
    public async Task GracefulStop_waits_for_the_death()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef actor = Actor(new Strings { Hooks = false, PostStop = _ => gate.Wait(Patience) });
        actor.Tell("before", null);
        Task<bool> stopped = actor.GracefulStop(TimeSpan.FromSeconds(5));
        Probe.Expect("before");
        Assert.False(stopped.IsCompleted);
        gate.Set();
        Assert.True(await stopped.WaitAsync(Patience));
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)).WaitAsync(Patience));
        Assert.Equal(0, Time.ArmedTimers);
    }

    [Fact]
    public async Task GracefulStop_gives_up_when_the_time_is_up()
    {
        IActorRef actor = Actor();
        Task<bool> stopped = actor.GracefulStop(TimeSpan.FromSeconds(5), "not a stop");
        Probe.Expect("not a stop");
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await stopped.WaitAsync(Patience));
        actor.Tell("alive", null);
        Probe.Expect("alive");
    }

    private IActorRef Answering(Action<IActorRef, object> answer) => System.ActorOf(Props.Create(() => new Responder(answer)));

    private sealed class Responder : ReceiveActor
    {
        public Responder(Action<IActorRef, object> answer) => ReceiveAny(message => answer(Sender, message));
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException("planned");
    }
}
