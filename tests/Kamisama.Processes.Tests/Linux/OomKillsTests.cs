namespace Kamisama.Processes.Tests;

public sealed class OomKillsTests
{
    private readonly ManualTime _time = new();
    private long? _count = 5;

    [Fact]
    public void Explains_CounterAsAtTheBeginning_IsNo() => Assert.False(Begin().Explains());

    [Fact]
    public void Explains_CounterGrown_IsYesOnceForEachKill()
    {
        var kills = Begin();
        _count = 7;

        Assert.Equal([true, true, false], new[] { kills.Explains(), kills.Explains(), kills.Explains() });
        _count = 8;
        Assert.True(kills.Explains());
    }

    [Fact]
    public void Explains_KillThatNobodyDiedOfAtOnce_IsNoLater()
    {
        var kills = Begin();
        _count = 7;
        Assert.True(kills.Explains());

        _time.Now += TimeSpan.FromSeconds(6).Ticks;
        Assert.False(kills.Explains());
        _count = 8;
        Assert.Equal([true, false], new[] { kills.Explains(), kills.Explains() });
    }

    [Fact]
    public void Explains_NoCounter_IsNo()
    {
        _count = null;
        var kills = Begin();
        Assert.False(kills.Explains());

        // One that appears later says nothing of what was before.
        _count = 1;
        Assert.False(kills.Explains());
    }

    [Fact]
    public void Explains_CounterGone_IsNo()
    {
        var kills = Begin();
        _count = null;

        Assert.False(kills.Explains());
    }

    private OomKills Begin() => new(() => _count, _time);

    private sealed class ManualTime : TimeProvider
    {
        public long Now { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
