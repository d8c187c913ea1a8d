namespace Kamisama.Runtime.Tests;

/// <summary>What many children cost. Nothing else may run beside, because the whole process is measured.</summary>
[Collection(nameof(Alone))]
public sealed class ScaleSpecs : Spec
{
    private const int Many = 100_000;
    private const int Few = Many / 10;

    [Fact]
    public void A_child_costs_the_same_among_a_hundred_thousand_as_among_ten_thousand() => Compare(static (_, _) => { });

    [Fact]
    public void Children_that_are_stopped_one_by_one_cost_the_same_whatever_their_number() =>
        Compare(static (context, children) => Array.ForEach(children, context.Stop));

    /// <summary>
    /// Linear is 1, quadratic is 10. Memory that is further away makes it more than 1; on a busy machine that varies, so one of
    /// three comparisons will do: what is quadratic is so in all of them.
    /// </summary>
    private void Compare(Action<IActorContext, IActorRef[]> act)
    {
        const int Attempts = 3;
        (Cost few, Cost many) = (default, default);
        for (int attempt = 0; attempt < Attempts && (attempt == 0 || many.Micros >= 6 * few.Micros); attempt++)
        {
            (few, many) = (Cheapest(Few, act), Cheapest(Many, act));
        }

        Assert.True(many.Bytes < 2 * few.Bytes, $"{many.Bytes:0} bytes a child among {Many}, {few.Bytes:0} among {Few}.");
        Assert.True(many.Micros < 6 * few.Micros, $"{many.Micros:0.00} us of processor time a child among {Many}, {few.Micros:0.00} among {Few}.");
    }

    private Cost Cheapest(int count, Action<IActorContext, IActorRef[]> act)
    {
        Family(count, act);
        Cost[] costs = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            long bytes = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan time = Environment.CpuUsage.TotalTime;
            Family(count, act);
            TimeSpan spent = Environment.CpuUsage.TotalTime - time;
            return new Cost((double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / count, spent.TotalMicroseconds / count);
        })];
        return new Cost(costs.Min(cost => cost.Bytes), costs.Min(cost => cost.Micros));
    }

    /// <summary>Makes so many children of one parent, and stops the parent with those that are left.</summary>
    private void Family(int count, Action<IActorContext, IActorRef[]> act)
    {
        var strategy = new Counting();
        IActorRef parent = Parent(count, strategy);
        In(parent, context => act(context, [.. context.GetChildren()]));
        System.Stop(parent);
        AwaitDeath(parent);
        Assert.Equal(count, strategy.Deaths);
    }

    private IActorRef Parent(int count, SupervisorStrategy strategy)
    {
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = strategy });
        Props leaf = Props.Create(() => new Leaf());
        In(parent, context =>
        {
            for (int i = 0; i < count; i++)
            {
                context.ActorOf(leaf);
            }
        });
        Assert.Equal(count, In(parent, context => context.GetChildren().Count()));
        return parent;
    }

    private readonly record struct Cost(double Bytes, double Micros);

    private sealed class Leaf : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class Counting : OneForOneStrategy
    {
        public int Deaths { get; private set; }

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) => Deaths++;
    }
}

/// <summary>Specs that nothing else may run beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
