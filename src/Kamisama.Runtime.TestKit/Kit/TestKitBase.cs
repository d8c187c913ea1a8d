using System.Globalization;
using Xunit.Sdk;

namespace Kamisama.Runtime.TestKit;

/// <summary>
/// What a test (<see cref="TestKit"/>) and a <see cref="TestProbe"/> have in common: an actor whose messages the test takes one by one.
/// </summary>
/// <remarks>
/// Members that wait have an <c>Async</c> twin that does the same. They wait on the real clock, also when the system's time is virtual.
/// A failed expectation throws <see cref="XunitException"/>, whose text lists all that came.
/// </remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int s_lastTestActor;

    private readonly Inbox _inbox = new();
    private readonly ActorCell _testCell;
    private MessageEnvelope _last = NullMessageEnvelope.Instance;

    private protected TestKitBase(ActorSystem system, TestKitSettings settings, string? testActorName)
    {
        Sys = system;
        TestKitSettings = settings;
        Log = Logging.GetLogger(system, GetType());
        testActorName ??= string.Create(CultureInfo.InvariantCulture, $"testActor{Interlocked.Increment(ref s_lastTestActor)}");
        Inbox inbox = _inbox;
        var testActor = (LocalActorRef)system.SystemActorOf(
            Props.Create(() => new InternalTestActor(inbox)).OnCallingThread(), testActorName);
        TestActor = testActor;
        _testCell = testActor.Cell;
    }

    /// <summary>The actor system.</summary>
    public ActorSystem Sys { get; }

    /// <summary>The actor whose messages this test or probe takes.</summary>
    public IActorRef TestActor { get; }

    /// <summary>A log for the test.</summary>
    public ILoggingAdapter Log { get; }

    /// <summary>Expects lines of the system's log, and dead letters.</summary>
    public EventFilterFactory EventFilter => CreateEventFilter(Sys);

    /// <summary>How long this kit waits.</summary>
    public TestKitSettings TestKitSettings { get; }

    /// <summary>The message that was taken or peeked at last.</summary>
    /// <exception cref="IllegalActorStateException">The last wait ended without a message, or there was none.</exception>
    public object LastMessage => _last.Message;

    /// <summary>Who sent <see cref="LastMessage"/>; the dead letters if nobody did.</summary>
    /// <exception cref="IllegalActorStateException">The last wait ended without a message, or there was none.</exception>
    public IActorRef LastSender => _last.Sender;

    /// <summary>Whether messages have come that the test has not taken.</summary>
    public bool HasMessages => _inbox.HasAny;

    private protected ActorCell TestCell => _testCell;

    /// <summary>Expects lines of another system's log, and its dead letters.</summary>
    /// <param name="system">The system.</param>
    public EventFilterFactory CreateEventFilter(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new EventFilterFactory(this, system, []);
    }

    /// <summary>Keeps messages from the test. Another call replaces it.</summary>
    /// <param name="shouldIgnoreMessage">True for what the test must not see. Called in the test actor's turn.</param>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage)
    {
        ArgumentNullException.ThrowIfNull(shouldIgnoreMessage);
        Command(new TestActorCommand.SetIgnore(shouldIgnoreMessage));
    }

    /// <summary>Keeps messages of a type from the test. Another call replaces it.</summary>
    /// <typeparam name="TMsg">The type.</typeparam>
    /// <param name="shouldIgnoreMessage">True for what the test must not see. Called in the test actor's turn.</param>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage)
    {
        ArgumentNullException.ThrowIfNull(shouldIgnoreMessage);
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));
    }

    /// <summary>Keeps all messages of a type from the test. Another call replaces it.</summary>
    /// <typeparam name="TMsg">The type.</typeparam>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(static message => message is TMsg);

    /// <summary>Ends <see cref="IgnoreMessages(Func{object, bool})"/>.</summary>
    public void IgnoreNoMessages() => Command(new TestActorCommand.SetIgnore(null));

    /// <summary>Lets something answer in the test's place. The test still gets every message.</summary>
    /// <param name="pilot">Who answers, from the next message on; <see cref="AutoPilot.NoAutoPilot"/> ends it.</param>
    public void SetAutoPilot(AutoPilot pilot)
    {
        ArgumentNullException.ThrowIfNull(pilot);
        Command(new TestActorCommand.SetAutoPilot(pilot));
    }

    /// <summary>Watches an actor. When this returns, the watch is registered.</summary>
    /// <param name="actorToWatch">Whose <see cref="Terminated"/> the test will get.</param>
    /// <returns>The same actor.</returns>
    public IActorRef Watch(IActorRef actorToWatch) => Finish(WatchAsync(actorToWatch));

    /// <inheritdoc cref="Watch"/>
    public Task<IActorRef> WatchAsync(IActorRef actorToWatch)
    {
        ArgumentNullException.ThrowIfNull(actorToWatch);
        return Obeyed(done => new TestActorCommand.Watch(actorToWatch, done));
    }

    /// <summary>Ends a watch. When this returns, no <see cref="Terminated"/> comes any more.</summary>
    /// <param name="actorToUnwatch">Whom not to watch any longer.</param>
    /// <returns>The same actor.</returns>
    public IActorRef Unwatch(IActorRef actorToUnwatch) => Finish(UnwatchAsync(actorToUnwatch));

    /// <inheritdoc cref="Unwatch"/>
    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch)
    {
        ArgumentNullException.ThrowIfNull(actorToUnwatch);
        return Obeyed(done => new TestActorCommand.Unwatch(actorToUnwatch, done));
    }

    /// <summary>Ends the system and waits for its end.</summary>
    /// <param name="duration">How long to wait; <see langword="null"/> for <see cref="TestKitSettings.DefaultTimeout"/>.</param>
    /// <param name="verifySystemShutdown">Whether a system that does not end in time is an error; otherwise only a warning in its log.</param>
    /// <exception cref="TimeoutException">The system did not end in time.</exception>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    /// <summary>Ends a system and waits for its end.</summary>
    /// <param name="system">The system.</param>
    /// <param name="duration">How long to wait; <see langword="null"/> for <see cref="TestKitSettings.DefaultTimeout"/>.</param>
    /// <param name="verifySystemShutdown">Whether a system that does not end in time is an error; otherwise only a warning in its log.</param>
    /// <exception cref="TimeoutException">The system did not end in time.</exception>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        ArgumentNullException.ThrowIfNull(system);
        TimeSpan max = duration ?? Dilated(TestKitSettings.DefaultTimeout);
        if (system.Terminate().Wait(max))
        {
            return;
        }

        string text = $"The actor system {system.Name} did not end within {FailureText.Seconds(max)}. Look for an actor that blocks its thread.";
        if (verifySystemShutdown)
        {
            throw new TimeoutException(text);
        }

        system.Log.Warning(text);
    }

    // A task that is never done for long: the test actor runs on this thread unless another one sends to it just now.
    private static T Finish<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private void Command(TestActorCommand command) => TestActor.Tell(command, ActorRefs.NoSender);

    private async Task<IActorRef> Obeyed(
        Func<TaskCompletionSource<IActorRef>, TestActorCommand> command, CancellationToken token = default)
    {
        // Going on within the turn of the test actor, the test would wait for itself.
        var done = new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously);
        Command(command(done));
        var patience = Patience.For(RemainingOrDefault);
        try
        {
            return await done.Task.WaitAsync(patience.Left, TimeProvider.System, token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw FailureText.Of(_inbox, patience, $"{TestActor} did not obey within {FailureText.Seconds(patience.Max)}. Is it dead?");
        }
    }
}
