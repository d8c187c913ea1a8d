namespace Kamisama.Runtime.TestKit;

/// <summary>What a test kit tells its test actor; everything else is a message for the test.</summary>
internal abstract record TestActorCommand
{
    private TestActorCommand() { }

    /// <summary>From IgnoreMessages: which messages the test never sees. Null: none.</summary>
    internal sealed record SetIgnore(Func<object, bool>? Ignores) : TestActorCommand;

    /// <summary>From SetAutoPilot.</summary>
    internal sealed record SetAutoPilot(AutoPilot Pilot) : TestActorCommand;

    /// <summary>From Watch, which waits until it is done.</summary>
    internal sealed record Watch(IActorRef Actor, TaskCompletionSource<IActorRef> Done) : TestActorCommand;

    /// <summary>From Unwatch, which waits until it is done.</summary>
    internal sealed record Unwatch(IActorRef Actor, TaskCompletionSource<IActorRef> Done) : TestActorCommand;

    /// <summary>From ChildActorOf, which waits for the child.</summary>
    internal sealed record Spawn(Props Props, string? Name, TaskCompletionSource<IActorRef> Done) : TestActorCommand;
}

/// <summary>The actor behind a test or probe. It runs on the sender's thread: what has been told has arrived.</summary>
internal sealed class InternalTestActor(Inbox inbox) : UntypedActor
{
    private Func<object, bool>? _ignores;
    private AutoPilot? _pilot;

    protected override void OnReceive(object message)
    {
        if (message is TestActorCommand command)
        {
            Obey(command);
            return;
        }

        if (_pilot?.Run(Sender, message) is { } next and not KeepRunning)
        {
            _pilot = next;
        }

        inbox.Add(message, Sender, _ignores?.Invoke(message) == true);
    }

    private void Obey(TestActorCommand command)
    {
        switch (command)
        {
            case TestActorCommand.SetIgnore ignore:
                _ignores = ignore.Ignores;
                break;
            case TestActorCommand.SetAutoPilot auto:
                _pilot = auto.Pilot;
                break;
            case TestActorCommand.Watch watch:
                Context.Watch(watch.Actor);
                watch.Done.TrySetResult(watch.Actor);
                break;
            case TestActorCommand.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                unwatch.Done.TrySetResult(unwatch.Actor);
                break;
            case TestActorCommand.Spawn spawn:
                MakeChild(spawn);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{command}");
        }
    }

    private static void MakeChild(TestActorCommand.Spawn spawn)
    {
        try
        {
            spawn.Done.TrySetResult(Context.ActorOf(spawn.Props, spawn.Name));
        }
#pragma warning disable CA1031 // A bad name is the test's mistake, so it is the test that gets it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            spawn.Done.TrySetException(failure);
        }
    }
}
