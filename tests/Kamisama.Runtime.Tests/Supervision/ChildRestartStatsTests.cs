namespace Kamisama.Runtime.Tests;

public sealed class ChildRestartStatsTests : Spec
{
    private const int Hour = 3_600_000;
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public void RequestRestartPermission_MaxZero_Never()
    {
        Assert.False(Stats().RequestRestartPermission(0, -1));
        Assert.False(Stats().RequestRestartPermission(0, Hour));
    }

    [Fact]
    public void RequestRestartPermission_NegativeMaxWithoutWindow_Always()
    {
        ChildRestartStats stats = Stats();
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(stats.RequestRestartPermission(-1, -1));
        }
    }

    [Fact]
    public void RequestRestartPermission_MaxWithoutWindow_CountsForEver()
    {
        ChildRestartStats stats = Stats(count: 1, openFor: TimeSpan.FromDays(1000));
        Assert.True(stats.RequestRestartPermission(2, 0));
        Assert.False(stats.RequestRestartPermission(2, 0));
        Assert.False(stats.RequestRestartPermission(2, -1));
    }

    [Fact]
    public void RequestRestartPermission_WindowWithoutMax_MeansOne()
    {
        ChildRestartStats stats = Stats();
        Assert.True(stats.RequestRestartPermission(-1, Hour));
        Assert.False(stats.RequestRestartPermission(-1, Hour));
    }

    [Fact]
    public void RequestRestartPermission_TowardsTheEndOfTheWindow_IsInside()
    {
        Assert.False(Stats(count: 1, openFor: 0.9 * s_hour).RequestRestartPermission(1, Hour));
        Assert.True(Stats(count: 1, openFor: 0.9 * s_hour).RequestRestartPermission(2, Hour));
    }

    [Fact]
    public void RequestRestartPermission_PastTheWindow_OpensANewOneWithCountOne()
    {
        ChildRestartStats stats = Stats(count: 2, openFor: s_hour + TimeSpan.FromTicks(1));
        long old = stats.RestartTimeWindowStartTicks;

        // A sliding window could still hold the second one; this one starts over.
        Assert.True(stats.RequestRestartPermission(2, Hour));
        Assert.Equal(1u, stats.MaxNrOfRetriesCount);
        Assert.True(stats.RestartTimeWindowStartTicks > old + s_hour.Ticks);
        Assert.True(stats.RequestRestartPermission(2, Hour));
        Assert.False(stats.RequestRestartPermission(2, Hour));
    }

    [Fact]
    public void RequestRestartPermission_FirstFailureLongAfterTheStart_OpensTheWindow()
    {
        Time.Advance(s_hour);
        ChildRestartStats stats = Stats();
        Assert.Equal(0, stats.RestartTimeWindowStartTicks);

        // Longer than the clock has run: a window that began with the clock would still be open.
        Assert.True(stats.RequestRestartPermission(1, 2 * Hour));
        Assert.Equal(1u, stats.MaxNrOfRetriesCount);
        Assert.NotEqual(0, stats.RestartTimeWindowStartTicks);
    }

    /// <summary>Never failed, or with a window that was opened a while ago.</summary>
    private ChildRestartStats Stats(uint count = 0, TimeSpan? openFor = null)
    {
        var child = (IInternalActorRef)Actor();
        if (openFor is not { } age)
        {
            return new ChildRestartStats(child);
        }

        // The clock of the windows cannot be asked on Akka.NET, but a window that opens now tells.
        var now = new ChildRestartStats(child);
        now.RequestRestartPermission(1, Hour);
        return new ChildRestartStats(child, count, now.RestartTimeWindowStartTicks - age.Ticks);
    }
}
