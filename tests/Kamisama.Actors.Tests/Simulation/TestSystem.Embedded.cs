using Kamisama.Runtime.TestKit;

namespace Kamisama.Actors.Tests.Simulation;

/// <summary>The embedded runtime with virtual time.</summary>
internal sealed class TestSystem : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();

    public TestSystem() => System = ActorSystem.Create("test", new ActorSystemOptions { TimeProvider = _time });

    public ActorSystem System { get; }

    public TimeProvider Time => _time;

    public void Advance(TimeSpan time) => _time.Advance(time);

    public async ValueTask DisposeAsync() => await System.Terminate();
}
