using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Group;

public class PoolGroupStateTests
{
    private static readonly PoolOutcome Breach = new PoolOutcome.RespawnLimitBreached(3, TimeSpan.FromSeconds(60), []);
    private static readonly PoolOutcome Stopped = new PoolOutcome.Stopped(false, null);

    [Fact]
    public void Start_StartsTheFirst_AndEachNextWhenTheOneBeforeItIsReady()
    {
        var group = new Story("abc");
        Assert.Equal("start a", group.Do(state => state.Start()));
        Assert.Equal("", group.Do(state => state.Start()));
        Assert.Equal("start b", group.Ready('a'));
        Assert.Equal("", group.Ready('a'));
        Assert.Equal("start c", group.Ready('b'));
        Assert.Equal("", group.Ready('c'));
    }

    [Theory]
    [InlineData(PoolStrategy.OneForOne, "restart b", "start b", "", "")]
    [InlineData(PoolStrategy.OneForAll, "restart abc, stop c", "stop a", "start a", "start b")]
    [InlineData(PoolStrategy.RestForOne, "restart bc, stop c", "start b", "", "start c")]
    public void Ended_GaveUp_IsRestartedWithThoseOfTheStrategy(PoolStrategy strategy, string first, string then, string afterA, string afterB)
    {
        Story group = Story.Running("abc", new() { Pools = [], Strategy = strategy, RestartLimit = 1 });
        Assert.Equal(first, group.Ended('b', Breach));
        if (strategy == PoolStrategy.OneForOne)
        {
            Assert.Equal(then, group.Gone('b'));
            Assert.Equal("", group.Ready('b'));
            return;
        }

        Assert.Equal("", group.Gone('b'));
        Assert.Equal(strategy == PoolStrategy.OneForAll ? then : "", group.Ended('c', Stopped));
        Assert.Equal(strategy == PoolStrategy.OneForAll ? "" : then, group.Gone('c'));
        if (strategy == PoolStrategy.OneForAll)
        {
            Assert.Equal("", group.Ended('a', Stopped));
            Assert.Equal(afterA, group.Gone('a'));
            Assert.Equal(afterB, group.Ready('a'));
            Assert.Equal("start c", group.Ready('b'));
            return;
        }

        Assert.Equal(afterB, group.Ready('b'));
    }

    [Theory]
    [InlineData(PoolStrategy.OneForOne)]
    [InlineData(PoolStrategy.OneForAll)]
    [InlineData(PoolStrategy.RestForOne)]
    public void Ended_GaveUpMoreOftenThanTheLimit_StopsTheOthersInReverse_AndTheGroupEndsSo(PoolStrategy strategy)
    {
        Story group = Story.Running("abc", new() { Pools = [], Strategy = strategy });
        Assert.Equal("over b, stop c", group.Ended('b', Breach));
        Assert.Equal("over c, stop a", group.Ended('c', Stopped));
        Assert.False(group.State.IsEmpty);
        Assert.Equal("over a, group over 1", group.Ended('a', Stopped));
        Assert.Equal(new PoolGroupOutcome(Breach, "b"), group.State.Outcome);
        Assert.Equal("", group.Gone('a') + group.Gone('b') + group.Gone('c'));
        Assert.True(group.State.IsEmpty);
    }

    [Fact]
    public void Ended_LimitInASlidingInterval_OldRestartsAreOutside()
    {
        Story group = Story.Running("a", new() { Pools = [], RestartLimit = 1, RestartInterval = TimeSpan.FromSeconds(60) });
        for (int life = 0; life < 3; life++)
        {
            Assert.Equal("restart a", group.Ended('a', Breach, TimeSpan.FromSeconds(60 * life)));
            Assert.Equal("start a", group.Gone('a'));
        }

        Assert.Equal("over a, group over 1", group.Ended('a', Breach, TimeSpan.FromSeconds(179)));
    }

    [Fact]
    public void Ended_GaveUpWhileTheOthersComeDown_IsNotCountedAgain()
    {
        Story group = Story.Running("abc", new() { Pools = [], Strategy = PoolStrategy.OneForAll, RestartLimit = 1 });
        Assert.Equal("restart abc, stop c", group.Ended('a', Breach));
        Assert.Equal("", group.Ended('b', Breach));
        Assert.Equal("", group.Ended('c', Breach));
        Assert.Equal("start a", group.Gone('c') + group.Gone('b') + group.Gone('a'));
    }

    [Fact]
    public void Ended_GaveUpWhileItIsBeingRestarted_IsCountedAgain()
    {
        Story group = Story.Running("ab", new() { Pools = [], RestartLimit = 1 });
        Assert.Equal("restart a", group.Ended('a', Breach));
        Assert.Equal("start a", group.Gone('a'));
        Assert.Equal("over a, stop b", group.Ended('a', new PoolOutcome.CouldNotStart(new ProcessStartError(ProcessStartStage.Execute, 2, "/no/such"))));
        Assert.Equal("over b, group over 3", group.Ended('b', Stopped));
    }

    [Fact]
    public void Ended_WithBreachActionStopPool_IsOverAlone_AndTheGroupGoesOnUntilNoPoolIsLeft()
    {
        Story group = Story.Running("ab", new() { Pools = [], RestartLimit = 9 }, pool => pool with { BreachAction = BreachAction.StopPool });
        Assert.Equal("over a", group.Ended('a', Breach));
        Assert.Equal("over b, group over 1", group.Ended('b', Stopped));
        Assert.Equal(new PoolGroupOutcome(Breach, "a"), group.State.Outcome);
    }

    [Fact]
    public void Ended_ByItself_IsNotRestarted_AndThoseAfterItAreStarted()
    {
        var group = new Story("abc");
        group.Do(state => state.Start());
        Assert.Equal("over a, start b", group.Ended('a', Stopped));
        Assert.Equal("start c", group.Ready('b'));
        group.Ended('b', Stopped);
        Assert.Equal("over c, group over 0", group.Ended('c', Stopped));
    }

    [Fact]
    public void Stop_StopsInReverse_EachWhenTheOneBehindItIsOver()
    {
        Story group = Story.Running("abc");
        Assert.Equal("stop c", group.Stop());
        Assert.Equal("", group.Gone('c'));
        Assert.Equal("over c, stop b", group.Ended('c', Stopped));
        Assert.Equal("over b, stop a", group.Ended('b', Stopped));
        Assert.Equal("over a, group over 0", group.Ended('a', Stopped));
    }

    [Fact]
    public void Stop_WhileStarting_StartsNothingMore()
    {
        var group = new Story("abc");
        group.Do(state => state.Start());
        group.Ready('a');
        Assert.Equal("over c, stop b", group.Stop());
        Assert.Equal("", group.Ready('b'));
        Assert.Equal("over b, stop a", group.Ended('b', Stopped));
    }

    [Fact]
    public void Stop_BeforeTheStart_IsOverAtOnce()
    {
        var group = new Story("ab");
        Assert.Equal("over a, over b, group over 0", group.Stop());
        Assert.Equal("", group.Do(state => state.Start()));
        Assert.True(group.State.IsEmpty);
    }

    [Fact]
    public void Stop_WhileRestarting_RestartsNothing()
    {
        Story group = Story.Running("abc", new() { Pools = [], Strategy = PoolStrategy.OneForAll, RestartLimit = 1 });
        Assert.Equal("restart abc, stop c", group.Ended('b', Breach));
        Assert.Equal("over b", group.Stop());
        Assert.Equal("over c, stop a", group.Ended('c', Stopped));
        Assert.Equal("over a, group over 0", group.Ended('a', Stopped));
    }

    [Theory]
    [InlineData(15, 15, "stop c, stop b, stop a")]
    [InlineData(2, 15, "stop c, stop b, stop a")]
    [InlineData(3, 15, "stop c")]
    [InlineData(15, 3, "ignored")]
    public void Stop_ASecondTime_IsMoreUrgentOrIgnored(int first, int second, string then)
    {
        Story group = Story.Running("abc");
        Assert.Equal("stop c", group.Stop(first));
        Assert.Equal(then, group.Stop(second));
    }

    [Theory]
    [InlineData(15, 0)]
    [InlineData(2, 130)]
    public void Stop_Forced_HasTheExitCodeOfTheSignal(int signal, int exitCode)
    {
        Story group = Story.Running("a");
        group.Stop(signal);
        group.Stop(signal);
        Assert.Equal($"over a, group over {exitCode}", group.Ended('a', Stopped));
    }

    [Fact]
    public void Stop_WhileGivingUp_LeavesTheGracePeriod_TheNextOneDoesNot()
    {
        Story group = Story.Running("abc");
        Assert.Equal("over a, stop c", group.Ended('a', Breach));
        Assert.Equal("ignored", group.Stop(15));
        Assert.Equal("stop c, stop b", group.Stop(15));
        group.Ended('b', Stopped);
        Assert.Equal("over c, group over 1", group.Ended('c', Stopped));
    }

    [Fact]
    public void Ended_GaveUpWhileTheGroupIsStopping_IsTheOutcomeOfTheGroup()
    {
        Story group = Story.Running("ab");
        group.Stop(15);
        Assert.Equal("over a", group.Ended('a', Breach));
        Assert.Equal("over b, group over 1", group.Ended('b', Stopped));
    }

    [Fact]
    public void StopOne_StopsThatOneOnly_AndItIsNeverRestarted()
    {
        Story group = Story.Running("abc", new() { Pools = [], Strategy = PoolStrategy.OneForAll, RestartLimit = 1 });
        Assert.Equal("stop b", group.Do(state => state.StopOne(1, StopMode.Graceful)));
        Assert.Equal("", group.Do(state => state.StopOne(1, StopMode.Drain)));
        Assert.Equal("stop b", group.Do(state => state.StopOne(1, StopMode.Immediate)));
        Assert.Equal("restart ac, stop c", group.Ended('a', Breach));
        Assert.Equal("over b", group.Ended('b', Breach));
        group.Gone('a');
        group.Ended('c', Stopped);
        Assert.Equal("start a", group.Gone('c'));
        Assert.Equal("start c", group.Ready('a'));
    }

    [Fact]
    public void StopOne_WhileItComesDownToBeRestarted_IsNotRestarted()
    {
        Story group = Story.Running("abc", new() { Pools = [], Strategy = PoolStrategy.OneForAll, RestartLimit = 1 });
        group.Ended('a', Breach);
        group.Gone('a');
        Assert.Equal("stop b", group.Do(state => state.StopOne(1, StopMode.Graceful)));
        Assert.Equal("over b", group.Ended('b', Stopped));
        group.Ended('c', Stopped);
        Assert.Equal("start a", group.Gone('c'));
        Assert.Equal("start c", group.Ready('a'));
    }

    [Fact]
    public void StopOne_NotStarted_IsOver_AndTheNextIsStartedInItsPlace()
    {
        var group = new Story("abc");
        group.Do(state => state.Start());
        Assert.Equal("over b", group.Do(state => state.StopOne(1, StopMode.Graceful)));
        Assert.Equal("start c", group.Ready('a'));
    }

    [Fact]
    public void StopOne_ThatDrainsWithoutEnd_HoldsUpNoRestart()
    {
        Story group = Story.Running("ab", new() { Pools = [], RestartLimit = 1 });
        Assert.Equal("stop b", group.Do(state => state.StopOne(1, StopMode.Drain)));
        group.Ended('a', Breach);
        Assert.Equal("start a", group.Gone('a'));
        Assert.Equal("stop b", group.Stop(15));
    }

    [Fact]
    public void AnyFact_OfAnEarlierLife_ChangesNothing()
    {
        Story group = Story.Running("a", new() { Pools = [], RestartLimit = 9 });
        var old = new PoolId(0, 0);
        group.Ended('a', Breach);
        group.Gone('a');
        Assert.Equal("", group.Do(state => state.Ended(old, Breach, default)));
        Assert.Equal("", group.Do(state => state.Gone(old)));
        Assert.Equal("", group.Do(state => state.Ready(old)));
        group.Ready('a');
        Assert.Equal("restart a", group.Ended('a', Breach));
        Assert.Equal("", group.Do(state => state.Ended(new PoolId(0, 1), Breach, default)));
        Assert.Equal("start a", group.Gone('a'));
    }
}
