using System.Text.RegularExpressions;

namespace Kamisama.TestKitSpecs;

public class EventFilterSpecs : Spec
{
    public EventFilterSpecs()
        : base(LogLevel.DebugLevel)
    {
    }

    [Fact]
    public void Lines_of_each_level_are_expected()
    {
        EventFilter.Debug("one").ExpectOne(() => Log.Debug("one"));
        EventFilter.Info("one").ExpectOne(() => Log.Info("one"));
        EventFilter.Warning("one").ExpectOne(() => Log.Warning("one"));
        EventFilter.Error("one").ExpectOne(() => Log.Error("one"));
        EventFilter.ForLogLevel(LogLevel.WarningLevel, "one").ExpectOne(() => Log.Warning("one"));
        EventFilter.ForLogLevel(LogLevel.ErrorLevel, new Regex("^o")).ExpectOne(() => Log.Error("one"));
    }

    [Fact]
    public void The_text_is_compared_as_asked()
    {
        EventFilter.Warning(start: "He").Expect(2, () => Warn("Hello", "HELLO", "Oh, Hello"));
        EventFilter.Warning(contains: "ell").Expect(2, () => Warn("Hello", "HELLO", "Holla"));
        EventFilter.Warning(new Regex("^H.*o$")).ExpectOne(() => Warn("Hello", "HELLO", "Help"));
        EventFilter.Warning("Hello").Expect(2, () => Warn("Hello", "HELLO", "Hello!"));
    }

    [Fact]
    public void Texts_with_arguments_are_formatted_first() =>
        EventFilter.Warning("1 of 2").ExpectOne(() => Log.Warning("{0} of {1}", 1, 2));

    [Fact]
    public void The_source_is_a_path_with_or_without_the_system()
    {
        IActorRef speaker = ActorOf(Props.Create(() => new Speaker()), "speaker");
        IActorRef other = ActorOf(Props.Create(() => new Speaker()), "other");

        EventFilter.Warning(source: "/user/speaker").ExpectOne(() => { speaker.Tell("one"); other.Tell("one"); });
        EventFilter.Warning(source: speaker.Path.ToString()).ExpectOne(() => { speaker.Tell("one"); other.Tell("one"); });
    }

    [Fact]
    public void An_exact_number_is_expected()
    {
        EventFilter.Warning("one").Expect(2, () => Warn("one", "two", "one"));
        EventFilter.Warning("one").Expect(0, Moment, () => Warn("two"));
        Fails(() => EventFilter.Warning("one").Expect(2, Moment, () => Warn("one")));
        Fails(() => EventFilter.Warning("one").Expect(1, Patience, () => Warn("one", "one")));
        Fails(() => EventFilter.Warning("one").Expect(0, Patience, () => Warn("one")));
        Fails(() => EventFilter.Warning("one").ExpectOne(Moment, () => Warn("two")));
    }

    [Fact]
    public void An_event_that_comes_after_the_block_is_waited_for()
    {
        Task? later = null;

        EventFilter.Warning("one").ExpectOne(() => later = Task.Run(() => Warn("one")));

        later!.Wait();
    }

    [Fact]
    public async Task All_forms_can_be_awaited_and_return_what_the_block_does()
    {
        Assert.Equal(1, EventFilter.Warning("one").ExpectOne(() => { Warn("one"); return 1; }));
        Assert.Equal(2, EventFilter.Warning("one").Expect(1, () => { Warn("one"); return 2; }));
        Assert.Equal(3, EventFilter.Warning("one").Mute(() => { Warn("one"); return 3; }));
        await EventFilter.Warning("one").ExpectOneAsync(() => WarnAsync("one"));
        await EventFilter.Warning("one").ExpectOneAsync(Patience, () => WarnAsync("one"));
        await EventFilter.Warning("one").ExpectAsync(1, () => WarnAsync("one"));
        await EventFilter.Warning("one").ExpectAsync(1, Patience, () => WarnAsync("one"));
        await EventFilter.Warning("one").ExpectAsync(1, () => WarnAsync("one"), Patience);
        await EventFilter.Warning("one").MuteAsync(() => WarnAsync("one"));
        await FailsAsync(() => EventFilter.Warning("one").ExpectOneAsync(Moment, () => WarnAsync("two")));
        await FailsAsync(() => EventFilter.Warning("one").ExpectAsync(2, Moment, () => WarnAsync("one")));
    }

    [Fact]
    public void Failures_of_actors_are_expected_by_their_exception()
    {
        IActorRef echo = ActorOf(Props.Create(() => new Echo()), "echo");

        EventFilter.Exception<NotSupportedException>().ExpectOne(() => echo.Tell(new NotSupportedException("no")));
        EventFilter.Exception<NotSupportedException>("no").ExpectOne(() => echo.Tell(new NotSupportedException("no")));
        EventFilter.Exception<NotSupportedException>(new Regex("^n"), "/user/echo").ExpectOne(() => echo.Tell(new NotSupportedException("no")));
        EventFilter.Exception(typeof(Exception), contains: "n").ExpectOne(() => echo.Tell(new NotSupportedException("no")));
        EventFilter.Exception(typeof(NotSupportedException), checkInnerExceptions: true)
            .ExpectOne(() => echo.Tell(new ArgumentException("outer", new NotSupportedException("no"))));
        Fails(() => EventFilter.Exception<ArgumentException>().ExpectOne(Moment, () => echo.Tell(new NotSupportedException("no"))));
        Fails(() => EventFilter.Exception<NotSupportedException>("yes").ExpectOne(Moment, () => echo.Tell(new NotSupportedException("no"))));
    }

    [Fact]
    public void Dead_letters_are_expected()
    {
        IActorRef dead = ActorOf(Props.Create(() => new Echo()), "dead");
        Watch(dead);
        Sys.Stop(dead);
        ExpectTerminated(dead);

        EventFilter.DeadLetter().ExpectOne(() => dead.Tell("one"));
        EventFilter.DeadLetter<string>().ExpectOne(() => { dead.Tell("one"); dead.Tell(2); });
        EventFilter.DeadLetter<string>(text => text == "one").ExpectOne(() => { dead.Tell("one"); dead.Tell("two"); });
        EventFilter.DeadLetter<string>("/user/dead").ExpectOne(() => dead.Tell("one"));
        EventFilter.DeadLetter(typeof(string)).ExpectOne(() => dead.Tell("one"));
        EventFilter.DeadLetter(typeof(string), message => message is "one").ExpectOne(() => dead.Tell("one"));
        Fails(() => EventFilter.DeadLetter<int>().ExpectOne(Moment, () => dead.Tell("one")));
    }

    [Fact]
    public void Any_line_can_be_expected_by_a_predicate()
    {
        EventFilter.Custom(line => line is Warning && line.ToString().Contains("one", StringComparison.Ordinal)).ExpectOne(() => Warn("one", "two"));
        EventFilter.Custom<Warning>(line => Equals(line.Message.ToString(), "one")).ExpectOne(() => Warn("one", "two"));
    }

    [Fact]
    public void Several_filters_are_one() =>
        EventFilter.Warning("one").And.Error("two").Expect(2, () =>
        {
            Log.Warning("one");
            Log.Error("two");
            Log.Warning("two");
        });

    [Fact]
    public void What_the_block_throws_comes_out() => Assert.Throws<NotSupportedException>(
        () => EventFilter.Warning().ExpectOne(() => throw new NotSupportedException()));

    [Fact]
    public void A_predicate_that_throws_does_no_harm_to_who_logs()
    {
        Fails(() => EventFilter.Custom(_ => throw new NotSupportedException()).ExpectOne(Moment, () => Log.Warning("one")));

        EventFilter.Warning("two").ExpectOne(() => Log.Warning("two"));
    }

    [Fact]
    public void Another_systems_events_are_expected_apart()
    {
        using ActorSystem other = ActorSystem.Create("other");

        CreateEventFilter(Sys).Warning("one").ExpectOne(() => Log.Warning("one"));
        Fails(() => EventFilter.Warning("one").ExpectOne(Moment, () => other.Log.Warning("one")));
    }

    private void Warn(params string[] texts)
    {
        foreach (string text in texts)
        {
            Log.Warning(text);
        }
    }

    private Task WarnAsync(string text) => Task.Run(() => Warn(text));

    private sealed class Speaker : UntypedActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        protected override void OnReceive(object message) => _log.Warning((string)message);
    }
}
