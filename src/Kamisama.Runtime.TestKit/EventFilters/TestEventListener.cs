using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace Kamisama.Runtime.TestKit;

/// <summary>
/// The one subscriber of a system's tests for lines of the log and dead letters. It gets them on the thread that publishes them, so what
/// has been logged has been counted.
/// </summary>
/// <remarks>Every filter sees every event: filters inside of each other count the same event each.</remarks>
internal sealed class TestEventListener : InternalActorRef
{
    private static readonly ConditionalWeakTable<ActorSystem, TestEventListener> s_bySystem = [];

    private readonly Lock _lock = new();
    private readonly ActorSystem _system;
    private volatile EventCount[] _counts = [];
    private volatile ITestOutputHelper? _output;

    private TestEventListener(ActorSystem system)
    {
        _system = system;
        Path = system.RootPath.Child("system", uid: 0).Child("testEventListener", uid: 0);
        system.EventStream.Subscribe(this, typeof(LogEvent));
        system.EventStream.Subscribe(this, typeof(DeadLetter));
    }

    public override ActorPath Path { get; }

    internal override ActorSystem System => _system;

    internal static TestEventListener Of(ActorSystem system) => s_bySystem.GetValue(system, static one => new TestEventListener(one));

    internal void PrintTo(ITestOutputHelper output) => _output = output;

    internal void Add(EventCount count)
    {
        lock (_lock)
        {
            _counts = [.. _counts, count];
        }
    }

    internal void Remove(EventCount count)
    {
        lock (_lock)
        {
            _counts = Array.FindAll(_counts, one => !ReferenceEquals(one, count));
        }
    }

    internal override void Post(object message, IActorRef? sender)
    {
        bool muted = false;
        foreach (EventCount count in _counts)
        {
            muted |= count.Offer(message);
        }

        if (!muted && message is LogEvent line && line.LogLevel() >= _system.EventStream.LogLevel)
        {
            Print(line);
        }
    }

    internal override void SendSystem(SystemMessage message) { }

    private void Print(LogEvent line)
    {
        try
        {
            _output?.WriteLine(line.ToString());
        }
#pragma warning disable CA1031 // The output ends with the test; an actor that logs later must not fail because of it.
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is no other place to say it.
        }
    }
}
