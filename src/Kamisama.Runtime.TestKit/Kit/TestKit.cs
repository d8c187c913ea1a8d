using Xunit.Abstractions;

namespace Kamisama.Runtime.TestKit;

/// <summary>
/// The base of test classes, for xunit 2: each test gets an actor system of its own, which ends with the test, and a test actor that is
/// the sender of whatever the test tells without naming one (<see cref="INoImplicitSender"/> turns that off).
/// </summary>
public class TestKit : TestKitBase, IDisposable
{
    private readonly SynchronizationContext? _outer;
    private readonly SynchronizationContext _own;
    private bool _disposed;

    /// <summary>With a system of its own, or with a given one, which ends with the test too.</summary>
    /// <param name="system">The system; <see langword="null"/> for a new one named <c>test</c>.</param>
    /// <param name="output">Where the system's log goes; <see langword="null"/>: nowhere.</param>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : this(system ?? ActorSystem.Create("test", TestConfigs.DefaultConfig), output, true)
    {
    }

    /// <summary>With a system of its own.</summary>
    /// <param name="config">How it differs from the default, for example <see cref="TestConfigs.TestSchedulerConfig"/>.</param>
    /// <param name="actorSystemName">The name of the system; <see langword="null"/>: <c>test</c>.</param>
    /// <param name="output">Where the system's log goes, besides the factory of <paramref name="config"/>; <see langword="null"/>: nowhere.</param>
    public TestKit(ActorSystemOptions config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : this(ActorSystem.Create(actorSystemName ?? "test", config), output, true)
    {
    }

    // The last parameter only tells it from the first constructor.
    private TestKit(ActorSystem system, ITestOutputHelper? output, bool _)
        : base(system, new TestKitSettings(), null)
    {
        Output = output;
        if (output is not null)
        {
            TestEventListener.Of(system).PrintTo(output);
        }

        _outer = SynchronizationContext.Current;
        ActorCell.Current = this is INoImplicitSender ? null : TestCell;
        _own = new CellKeepingSynchronizationContext(ActorCell.Current);
        SynchronizationContext.SetSynchronizationContext(_own);
    }

    /// <summary>What the test prints to; <see langword="null"/> if none was given.</summary>
    protected ITestOutputHelper? Output { get; }

    /// <summary>Ends the test; called once by xunit.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs <see cref="AfterAll"/>, then ends the system.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
            LeaveThread();
        }
    }

    /// <summary>Called when the test has ended, before the system does.</summary>
    protected virtual void AfterAll() { }

    // The thread goes on with other tests; whatever runs there next must not send in this one's name.
    private void LeaveThread()
    {
        if (ReferenceEquals(ActorCell.Current, TestCell))
        {
            ActorCell.Current = null;
        }

        if (ReferenceEquals(SynchronizationContext.Current, _own))
        {
            SynchronizationContext.SetSynchronizationContext(_outer);
        }
    }
}
