#pragma warning disable CA2263 // Each overload is called on purpose.
namespace Kamisama.Runtime.Tests;

/// <summary>Compiled, not run: every member of the actor base classes that users override or call, with its exact signature.</summary>
public static class ActorSignatures
{
    public sealed class Base : ActorBase
    {
        public override void AroundPreStart() => base.AroundPreStart();

        public override void AroundPostStop() => base.AroundPostStop();

        public override void AroundPreRestart(Exception cause, object message) => base.AroundPreRestart(cause, message);

        public override void AroundPostRestart(Exception cause, object message) => base.AroundPostRestart(cause, message);

        protected override bool Receive(object message)
        {
            (IActorContext context, IActorRef self, IActorRef sender) = (Context, Self, Sender);
            sender.Tell((context.Self, self));
            Become(EmptyReceive);
            BecomeStacked(EmptyReceive);
            UnbecomeStacked();
            SetReceiveTimeout(TimeSpan.FromSeconds(1));
            SetReceiveTimeout(null);

            // Called, not overridden: an assembly that sees the runtime's internals, as this one, must repeat "protected internal".
            return AroundReceive(EmptyReceive, message);
        }

        protected override void PreStart() => base.PreStart();

        protected override void PostStop() => base.PostStop();

        protected override void PreRestart(Exception reason, object message) => base.PreRestart(reason, message);

        protected override void PostRestart(Exception reason) => base.PostRestart(reason);

        protected override SupervisorStrategy SupervisorStrategy() => base.SupervisorStrategy();

        protected override void Unhandled(object message) => base.Unhandled(message);
    }

    public sealed class Untyped : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            IUntypedActorContext context = Context;
            UntypedReceive next = static _ => { };
            Become(next);
            BecomeStacked(next);
            context.Become(next);
            context.BecomeStacked(next);
            RunTask(static () => { });
            RunTask(static () => Task.CompletedTask);
        }
    }

    public sealed class Receiving : ReceiveActor
    {
        public Receiving()
        {
            Receive<int>(static _ => { });
            Receive<int>(static _ => { }, static _ => true);
            Receive<int>(static _ => true, static _ => { });
            Receive<int>(static number => number > 0);
            Receive(typeof(int), static _ => { });
            Receive(typeof(int), static _ => { }, static _ => true);
            Receive(typeof(int), static _ => true, static _ => { });
            Receive(typeof(int), static number => number is > 0);
            ReceiveAsync<int>(static _ => Task.CompletedTask);
            ReceiveAsync<int>(static _ => Task.CompletedTask, static _ => true);
            ReceiveAsync<int>(static _ => true, static _ => Task.CompletedTask);
            ReceiveAsync(typeof(int), static _ => Task.CompletedTask);
            ReceiveAsync(typeof(int), static _ => Task.CompletedTask, static _ => true);
            ReceiveAsync(typeof(int), static _ => true, static _ => Task.CompletedTask);
            Become(() => ReceiveAny(static _ => { }));
            BecomeStacked(() => ReceiveAnyAsync(static _ => Task.CompletedTask));
        }
    }

    public static object[] Contexts(IActorContext context, Props props, ActorPath path, object message) =>
    [
        context.Self, context.Sender, context.Parent, context.System, context.Props, context.ReceiveTimeout!,
        context.ActorOf(props), context.ActorOf(props, "name"), context.ActorOf<Plain>(), context.ActorOf<Plain>("name"),
        context.Child("name"), context.GetChildren(),
        context.Watch(context.Self), context.WatchWith(context.Self, message), context.Unwatch(context.Self),
        context.ActorSelection("../sibling"), context.ActorSelection(path), context.GetLogger(),
        new Action<IActorRef>(context.Stop), new Action<Receive>(context.Become), new Action<Receive>(context.BecomeStacked),
        new Action(context.UnbecomeStacked), new Action<TimeSpan?>(context.SetReceiveTimeout),
    ];

    public static Props[] AllProps(SupervisorStrategy strategy) =>
    [
        Props.Create(() => new Plain()), Props.Create(() => new Plain(), strategy), Props.Create<Plain>(), Props.Create<Plain>(strategy),
        Props.Create<Plain>(1, "argument"), Props.Create(typeof(Plain)), Props.Create(typeof(Plain), 1, "argument"),
        Props.Create<Plain>().WithSupervisorStrategy(strategy), Props.Create<Plain>().WithStashCapacity(10),
    ];

    public sealed class Plain : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
