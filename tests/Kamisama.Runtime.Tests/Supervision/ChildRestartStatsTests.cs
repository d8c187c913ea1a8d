namespace Kamisama.Runtime.Tests;

public sealed class ChildRestartStatsTests : Spec
{
    private ChildRestartStats Stats() => new((IInternalActorRef)Actor());

    [Fact]
    public void RequestRestartPermission_MaxZero_Never()
    {
        Assert.False(Stats().RequestRestartPermission(0, -1));
        Assert.False(Stats().RequestRestartPermission(0, 1000));
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
        ChildRestartStats stats = Stats();
        Assert.True(stats.RequestRestartPermission(2, 0));
        Time.Advance(TimeSpan.FromDays(1000));
        Assert.True(stats.RequestRestartPermission(2, 0));
        Time.Advance(TimeSpan.FromDays(1000));
        Assert.False(stats.RequestRestartPermission(2, 0));
    }

    [Fact]
    public void RequestRestartPermission_WindowWithoutMax_MeansOne()
    {
        ChildRestartStats stats = Stats();
        Assert.True(stats.RequestRestartPermission(-1, 1000));
        Assert.False(stats.RequestRestartPermission(-1, 1000));
    }

    [Fact]
    public void RequestRestartPermission_ExactlyAtTheEndOfTheWindow_IsInside()
    {
        ChildRestartStats stats = Stats();
        Assert.True(stats.RequestRestartPermission(1, 1000));
        Time.Advance(TimeSpan.FromMilliseconds(1000));
        Assert.False(stats.RequestRestartPermission(1, 1000));
    }

    [Fact]
    public void RequestRestartPermission_PastTheWindow_OpensANewOneWithCountOne()
    {
        ChildRestartStats stats = Stats();
        Assert.True(stats.RequestRestartPermission(2, 1000));
        Time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.True(stats.RequestRestartPermission(2, 1000));
        Time.Advance(TimeSpan.FromMilliseconds(101));

        // A sliding window would count the one 101 ms ago; this one starts over.
        Assert.True(stats.RequestRestartPermission(2, 1000));
        Assert.Equal(1u, stats.MaxNrOfRetriesCount);
        Assert.True(stats.RequestRestartPermission(2, 1000));
        Assert.False(stats.RequestRestartPermission(2, 1000));
    }

    [Fact]
    public void RequestRestartPermission_FirstFailureLongAfterTheStart_OpensTheWindow()
    {
        ChildRestartStats stats = Stats();
        Time.Advance(TimeSpan.FromHours(1));
        Assert.True(stats.RequestRestartPermission(1, 1000));
        Assert.Equal(TimeSpan.FromHours(1).Ticks, stats.RestartTimeWindowStartTicks);
    }
}
