namespace Kamisama.Runtime.Tests;

public sealed class LogEventSpecs : Spec
{
    private readonly FormatException _planned = new("planned");

    [Fact]
    public void A_line_of_an_actor_is_an_event_that_says_who_what_and_how_loud()
    {
        Listen<LogEvent>();
        IActorRef actor = Actor(name: "writer");
        In(actor, context => context.GetLogger().Warning(_planned, "{0} of {1}", 1, 2));
        var line = Probe.Next<Warning>();
        Assert.Equal("1 of 2", line.Message.ToString());
        Assert.Equal(actor.Path.ToString(), line.LogSource);
        Assert.Equal(typeof(Puppet), line.LogClass);
        Assert.Same(_planned, line.Cause);
        Assert.Equal(LogLevel.WarningLevel, line.LogLevel());
        Assert.Equal(DateTimeKind.Utc, line.Timestamp.Kind);
        Assert.NotNull(line.Thread);
        Assert.Matches(@"^\[WARNING\]\[[^\]]+Z\]\[Thread \d{4,}\]\[" + line.LogSource + @"\] 1 of 2\r?\nCause: .*planned", line.ToString());
    }

    [Fact]
    public void Each_level_has_its_class_and_a_subscriber_gets_only_what_it_asked_for()
    {
        IActorRef listener = Actor();
        System.EventStream.Subscribe<Info>(listener);
        System.EventStream.Subscribe<Error>(listener);
        System.Log.Info("a");
        System.Log.Warning("not asked for");
        System.Log.Error(_planned, "b");
        System.Log.Log(LogLevel.InfoLevel, "c {0}");
        Assert.Equal("a", Probe.Next<Info>().Message.ToString());
        Assert.Same(_planned, Probe.Next<Error>().Cause);
        Assert.Equal("c {0}", Probe.Next<Info>().Message.ToString());
    }

    [Fact]
    public void Debug_lines_are_off_until_the_level_is_lowered()
    {
        Listen<Debug>();
        ILoggingAdapter before = Logging.GetLogger(System, "me");
        Assert.False(before.IsDebugEnabled);
        before.Debug("not said");
        System.EventStream.SetLogLevel(LogLevel.DebugLevel);
        ILoggingAdapter after = Logging.GetLogger(System, "me");
        Assert.True(after.IsDebugEnabled);
        after.Debug("said");
        Assert.Equal("said", Probe.Next<Debug>().Message.ToString());
    }

    [Fact]
    public void What_somebody_publishes_reaches_the_subscribers_at_any_level()
    {
        Listen<Debug>();
        System.EventStream.Publish(new Debug("me", typeof(string), "text"));
        Assert.Equal("me", Probe.Next<Debug>().LogSource);
    }

    [Fact]
    public void A_failure_is_logged_with_its_own_text_as_an_error_and_when_resumed_as_a_warning()
    {
        Listen<LogEvent>();
        IActorRef resuming = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Resume) });
        IActorRef child = ChildOf(resuming, new Probe());
        child.Tell(_planned, null);
        var resumed = Probe.Next<Warning>();
        Assert.Equal("planned", resumed.Message.ToString());
        Assert.Same(_planned, resumed.Cause);
        Assert.Equal(child.Path.ToString(), resumed.LogSource);

        IActorRef restarted = Actor();
        restarted.Tell(_planned, null);
        Assert.Equal(restarted.Path.ToString(), Probe.Next<Error>().LogSource);

        Actor(new Strings { Hooks = false, PreStart = _ => throw _planned });
        Assert.Equal("planned", Probe.Next<Error>().Message.ToString());
    }

    [Fact]
    public void Dead_letters_and_unhandled_messages_are_logged_at_info_level()
    {
        IActorRef actor = Actor();
        IActorRef dead = Actor();
        System.Stop(dead);
        AwaitDeath(dead);
        Listen<Info>();
        dead.Tell("lost", actor);
        var line = Probe.Next<Info>();
        Assert.Equal(dead.Path.ToString(), line.LogSource);
        Assert.StartsWith($"Message [String] from {actor} to {dead} was not delivered.", line.Message.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Message content: lost", line.Message.ToString(), StringComparison.Ordinal);

        actor.Tell(new Action<Puppet>(puppet => puppet.GiveUnhandled("unknown")), null);
        Assert.StartsWith($"Message [String] to {actor} was unhandled.", Probe.Next<Info>().Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_letter_that_cannot_be_printed_harms_neither_its_sender_nor_the_stop_that_made_it_one()
    {
        Listen<Info>();
        IActorRef actor = Actor();
        Inside.Suspend(actor);
        actor.Tell(new Unprintable(), null);
        System.Stop(actor);
        AwaitDeath(actor);
        actor.Tell(new Unprintable(), null);
    }

    [Fact]
    public void A_line_with_too_few_arguments_is_written_and_does_not_fail_its_writer()
    {
        Listen<Info>();
        In(Actor(), context => context.GetLogger().Info("{0} of {1}", 1));
        Assert.NotNull(Probe.Next<Info>());
    }

    private void Listen<T>() => System.EventStream.Subscribe<T>(Actor());

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException("planned");
    }
}
