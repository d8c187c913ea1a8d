namespace Kamisama.Runtime.Tests;

/// <summary>A failure that is told at the end of a message is the same as one that is thrown.</summary>
public sealed class FailureWithoutThrowSpecs : Spec
{
    private readonly InvalidOperationException _failure = new("planned");

    [Fact]
    public void The_hooks_see_cause_and_message_and_the_mailbox_stays()
    {
        var strings = new Strings();
        strings.PreRestart = (reason, message) => Probe.Add((reason, message is null ? "none" : "message"));
        strings.PostRestart = reason => Probe.Add(reason);
        IActorRef actor = Actor(strings);
        Probe.Expect("Constructor", "PreStart");
        In(actor, context =>
        {
            context.Self.Tell("behind");
            ((ActorCell)context).FailAtEndOfMessage(_failure);
        });

        Probe.Expect("PreRestart", ((Exception)_failure, "message"), "Constructor", "PostRestart", _failure, "behind");
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void It_is_over_with_the_restart()
    {
        IActorRef actor = Actor(new Strings { Hooks = false });
        In(actor, context => ((ActorCell)context).FailAtEndOfMessage(_failure));
        actor.Tell("first", null);
        actor.Tell("second", null);
        Probe.Expect("first", "second");
        Settle(actor);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void What_is_thrown_after_it_counts_in_its_place()
    {
        var strings = new Strings { Hooks = false };
        strings.PostRestart = reason => Probe.Add(reason);
        IActorRef actor = Actor(strings);
        var thrown = new InvalidOperationException("thrown");
        actor.Tell(new Do(context =>
        {
            ((ActorCell)context).FailAtEndOfMessage(_failure);
            throw thrown;
        }), null);
        actor.Tell("behind", null);
        Probe.Expect(thrown, "behind");
        Settle(actor);
        Probe.ExpectNothingMore();
    }
}
