using Akka.Configuration;
using Akka.TestKit;

namespace Kamisama.Actors.Tests.Simulation;

/// <summary>Akka.NET with virtual time.</summary>
internal sealed class TestSystem : IAsyncDisposable
{
    private const string Settings =
        "akka { loglevel = OFF, stdout-loglevel = OFF, scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\" }";

    public TestSystem()
    {
        System = ActorSystem.Create("test", ConfigurationFactory.ParseString(Settings));
        Time = new SchedulerTime((TestScheduler)System.Scheduler);
    }

    public ActorSystem System { get; }

    public TimeProvider Time { get; }

    public void Advance(TimeSpan time) => ((TestScheduler)System.Scheduler).Advance(time);

    public async ValueTask DisposeAsync() => await System.Terminate();

    private sealed class SchedulerTime(TestScheduler scheduler) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => scheduler.Now;

        public override long GetTimestamp() => scheduler.Now.UtcTicks;
    }
}
