namespace Kamisama.Runtime.TestKit;

/// <summary>Options for the systems of tests.</summary>
public static class TestConfigs
{
    /// <summary>As the system of a test is without options.</summary>
    public static ActorSystemOptions DefaultConfig => new();

    /// <summary>Virtual time: the system's scheduler is a <see cref="TestScheduler"/>. Each read makes another clock.</summary>
    public static ActorSystemOptions TestSchedulerConfig
    {
        get
        {
            var time = new ManualTimeProvider();
            return new ActorSystemOptions { TimeProvider = time, Scheduler = system => new TestScheduler(system, time) };
        }
    }
}
