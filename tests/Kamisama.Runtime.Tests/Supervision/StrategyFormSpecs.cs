namespace Kamisama.Runtime.Tests;

public sealed class StrategyFormSpecs : Spec
{
    private readonly FormatException _planned = new("planned");

    private static Directive Restart(Exception cause) => Directive.Restart;

    [Fact]
    public void Each_form_of_a_strategy_keeps_its_limits()
    {
        IDecider decider = ActorStrategy.DefaultDecider;
        TimeSpan range = TimeSpan.FromSeconds(3);
        (OneForOneStrategy Strategy, int Max, int Within)[] one =
        [
            (new(1, range, Restart), 1, 3000), (new(1, range, decider), 1, 3000), (new(2, 500, Restart, false), 2, 500),
            (new(2, 500, decider), 2, 500), (new(Restart), -1, -1), (new(Restart, false), -1, -1), (new(decider), -1, -1),
            (new((int?)null, null, Restart), -1, -1), (new OneForOneStrategy(1, range, decider).WithMaxNrOfRetries(9), 9, 3000),
        ];
        Assert.All(one, form => Assert.Equal((form.Max, form.Within), (form.Strategy.MaxNumberOfRetries, form.Strategy.WithinTimeRangeMilliseconds)));
        (AllForOneStrategy Strategy, int Max, int Within)[] all =
        [
            (new(1, range, Restart), 1, 3000), (new(1, range, decider), 1, 3000), (new(2, 500, Restart, false), 2, 500),
            (new(2, 500, decider), 2, 500), (new(Restart), -1, -1), (new(decider), -1, -1), (new((int?)null, null, decider), -1, -1),
        ];
        Assert.All(all, form => Assert.Equal((form.Max, form.Within), (form.Strategy.MaxNumberOfRetries, form.Strategy.WithinTimeRangeMilliseconds)));
    }

    [Fact]
    public void A_table_decides_by_its_first_line_that_fits_and_a_function_by_itself()
    {
        DeployableDecider table = Decider.From(
            Directive.Escalate, Directive.Resume.When<ArgumentNullException>(), Directive.Stop.When<ArgumentException>());
        Assert.Equal(Directive.Resume, table.Decide(new ArgumentNullException("a")));
        Assert.Equal(Directive.Stop, table.Decide(new ArgumentOutOfRangeException("a")));
        Assert.Equal(Directive.Escalate, table.Decide(_planned));
        Assert.Equal(Directive.Escalate, table.DefaultDirective);
        Assert.Equal(typeof(ArgumentException), table.Pairs[1].Key);
        IEnumerable<KeyValuePair<Type, Directive>> lines = [Directive.Resume.When<Exception>()];
        Assert.Equal(Directive.Resume, Decider.From(Directive.Stop, lines).Decide(_planned));
        Assert.Equal(Directive.Stop, Decider.From(static _ => Directive.Stop).Decide(_planned));
    }

    [Fact]
    public void The_stopping_strategy_stops_whatever_fails()
    {
        Assert.Equal(Directive.Stop, ActorStrategy.StoppingStrategy.Decider.Decide(_planned));
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = ActorStrategy.StoppingStrategy });
        IActorRef child = ChildOf(parent, Probe);
        child.Tell(_planned, null);
        AwaitDeath(child);
    }

    [Fact]
    public void A_strategy_that_is_told_not_to_log_does_not()
    {
        IActorRef listener = Actor();
        System.EventStream.Subscribe<LogEvent>(listener);
        IActorRef quiet = Actor(new Strings { Hooks = false, Strategy = new OneForOneStrategy(Restart, loggingEnabled: false) });
        IActorRef child = ChildOf(quiet, Probe);
        child.Tell(_planned, null);
        child.Tell("restarted", null);
        Probe.Expect("restarted");
        Settle(listener);
        Probe.ExpectNothingMore();
    }

    [Fact]
    public void A_subclass_may_decide_and_log_itself()
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = new Own(Probe) });
        IActorRef child = ChildOf(parent, Probe);
        child.Tell(_planned, null);
        child.Tell("resumed", null);
        Probe.Expect($"Resume: planned", "resumed");
    }

    [Fact]
    public void In_all_for_one_a_window_counts_the_restarts_of_each_child()
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = new AllForOneStrategy(2, TimeSpan.FromHours(1), Restart) });
        IActorRef first = ChildOf(parent, Probe);
        IActorRef second = ChildOf(parent, Probe);
        foreach (IActorRef failing in new[] { first, second })
        {
            failing.Tell(_planned, null);
            failing.Tell("restarted", null);
            Probe.Expect("restarted");
        }

        // Two failures of different children are two restarts of each of them.
        first.Tell(_planned, null);
        AwaitDeath(first);
        AwaitDeath(second);
    }

    private sealed class Own(Probe probe) : OneForOneStrategy
    {
        protected override Directive Handle(IActorRef child, Exception exception) => Directive.Resume;

        protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive) =>
            probe.Add($"{directive}: {cause.Message}");
    }
}
