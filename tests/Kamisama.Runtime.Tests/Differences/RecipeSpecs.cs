namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here Props.Create takes a function, and runs it for each incarnation. Akka.NET takes an expression that must be a bare "new",
/// and evaluates its arguments once, so it can neither return an old instance nor read the sender of another turn. It calls the
/// constructor by reflection, so what that throws is two exceptions deeper there. And it can't tell a "new" of the user's, in a turn,
/// from its own.
/// </summary>
public sealed class RecipeSpecs : Spec
{
    [Fact]
    public void A_factory_that_returns_an_old_instance_is_refused_at_the_restart()
    {
        Puppet? first = null;
        IActorRef actor = System.ActorOf(Props.Create(() => first ?? (first = new Puppet(Probe, new Strings()))));
        actor.Tell(new FormatException("planned"), null);
        AwaitDeath(actor);
    }

    [Fact]
    public void The_sender_is_refused_in_a_recipe()
    {
        var failures = new Probe();
        IActorRef parent = System.ActorOf(Props.Create(() => new Writer(failures)));
        parent.Tell("sender", Actor());
        Assert.IsType<NotSupportedException>(failures.Next<ActorInitializationException>().InnerException);
    }

    [Fact]
    public void An_actor_made_with_new_is_refused_also_in_an_actors_turn()
    {
        IActorRef actor = Actor();
        Assert.IsType<ActorInitializationException>(In(actor, _ => Record.Exception(() => new Puppet(Probe, new Strings()))));
    }

    [Fact]
    public void What_a_constructor_throws_is_the_inner_exception()
    {
        var failures = new Probe();
        var cause = new FormatException("in the constructor");
        IActorRef parent = Actor(new Strings { Hooks = false, Strategy = Always(Directive.Stop, failures) });
        ChildOf(parent, Probe, new Strings { Constructor = () => throw cause });
        Assert.Same(cause, failures.Next<ActorInitializationException>().InnerException);
    }

    private sealed class Writer : ReceiveActor
    {
        private readonly Probe _failures;

        public Writer(Probe failures)
        {
            _failures = failures;
            ReceiveAny(_ => Context.ActorOf(Props.Create(() => new Born(Sender))));
        }

        protected override SupervisorStrategy SupervisorStrategy() => Always(Directive.Stop, _failures);
    }

    private sealed class Born : ReceiveActor
    {
        public Born(IActorRef given) => ReceiveAny(_ => given.Tell("born"));
    }
}
