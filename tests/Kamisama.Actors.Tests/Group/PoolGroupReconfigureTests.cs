namespace Kamisama.Actors.Tests.Group;

public class PoolGroupReconfigureTests
{
    private static readonly PoolOutcome Stopped = new PoolOutcome.Stopped(false, null);
    private static readonly PoolOutcome Breach = new PoolOutcome.RespawnLimitBreached(0, TimeSpan.Zero, []);

    private static readonly WorkerPoolGroupOptions Once = new() { Pools = [], RestartLimit = 1 };

    [Fact]
    public void Reconfigure_SamePools_AreToldTheirOptions()
    {
        Story group = Story.Running("ab");
        Assert.Equal("change a, change b", group.Reconfigure("ab"));
    }

    [Fact]
    public void Reconfigure_PoolsInAnotherOrder_StayWhereTheyAre()
    {
        Story group = Story.Running("abc");
        Assert.Equal("change a, change b, change c", group.Reconfigure("cba"));
        Assert.Equal("stop c", group.Stop());
    }

    [Fact]
    public void Reconfigure_NewPools_AreStartedBehindThoseThere_EachWhenTheOneBeforeIsReady()
    {
        Story group = Story.Running("a");
        Assert.Equal("change a, add x, add y, start x", group.Reconfigure("xay"));
        Assert.Equal("start y", group.Ready('x'));
        Assert.Equal("", group.Ready('y'));
        Assert.Equal("stop y", group.Stop());
    }

    [Fact]
    public void Reconfigure_RemovedPool_IsStopped_AndForgottenWhenItIsOverAndItsMasterGone()
    {
        Story group = Story.Running("abc");
        Assert.Equal("change a, leave b, stop b, change c", group.Reconfigure("ac"));
        Assert.Equal("over b", group.Ended('b', Stopped));
        Assert.Equal("forget b", group.Gone('b'));
        Assert.Equal("", group.Gone('b'));
        Assert.Equal("change a, change c", group.Reconfigure("ac"));
    }

    [Fact]
    public void Reconfigure_RemovedPoolThatHasNotBeenStarted_IsForgottenAtOnce()
    {
        var group = new Story("abc");
        group.Do(state => state.Start());
        Assert.Equal("change a, leave b, over b, later c, forget b", group.Reconfigure("ac"));
        Assert.Equal("start c", group.Ready('a'));
    }

    [Fact]
    public void Reconfigure_RemovedPoolThatGivesUpMeanwhile_IsNoReasonForAnything()
    {
        Story group = Story.Running("ab");
        group.Reconfigure("a");
        Assert.Equal("over b", group.Ended('b', Breach));
        Assert.Equal("forget b", group.Gone('b'));
        group.Stop();
        Assert.Equal("over a, group over 0", group.Ended('a', Stopped));
    }

    [Fact]
    public void Reconfigure_PoolThatComesDownToBeRestarted_TakesThemInItsNextLife()
    {
        Story group = Story.Running("ab", Once with { Strategy = PoolStrategy.OneForAll });
        Assert.Equal("restart ab, stop b", group.Ended('a', Breach));
        Assert.Equal("later a, later b", group.Reconfigure("ab", Once));
        group.Ended('b', Stopped);
        group.Gone('b');
        Assert.Equal("start a", group.Gone('a'));
    }

    [Fact]
    public void Reconfigure_RemovedPoolThatComesDownToBeRestarted_IsNotRestarted()
    {
        Story group = Story.Running("ab", Once with { Strategy = PoolStrategy.OneForAll });
        group.Ended('a', Breach);
        Assert.Equal("later a, leave b", group.Reconfigure("a", Once));
        Assert.Equal("over b", group.Ended('b', Stopped));
        Assert.Equal("forget b", group.Gone('b'));
        Assert.Equal("start a", group.Gone('a'));
    }

    [Fact]
    public void Reconfigure_NameOfAPoolThatStillLeaves_IsStartedWhenThatOneIsGone()
    {
        Story group = Story.Running("ab");
        group.Reconfigure("a");
        PoolId former = new(1, 0);
        Assert.Equal("change a, add b", group.Reconfigure("ab"));
        Assert.Equal("over b", group.Do(state => state.Ended(former, Stopped, default)));
        Assert.Equal("start b, forget b", group.Do(state => state.Gone(former)));
    }

    [Fact]
    public void Reconfigure_PoolThatIsOver_IsNotStartedAgain_ButIsAfterItWasRemoved()
    {
        Story group = Story.Running("ab");
        group.Ended('b', new PoolOutcome.Finished(0));
        group.Gone('b');
        Assert.Equal("change a, later b", group.Reconfigure("ab"));
        Assert.Equal("change a, leave b, forget b", group.Reconfigure("a"));
        Assert.Equal("change a, add b, start b", group.Reconfigure("ab"));
    }

    [Fact]
    public void Reconfigure_LimitAndStrategy_AreInForceAtOnce_AndWhatWasCountedStaysCounted()
    {
        Story group = Story.Running("ab", Once);
        group.Ended('a', Breach);
        Assert.Equal("start a", group.Gone('a'));
        group.Ready('a');
        group.Reconfigure("ab", Once with { RestartLimit = 2, Strategy = PoolStrategy.OneForAll });
        Assert.Equal("restart ab, stop b", group.Ended('a', Breach));
        group.Ended('b', Stopped);
        group.Gone('b');
        group.Gone('a');
        group.Ready('a');
        group.Ready('b');
        Assert.Equal("over a, stop b", group.Ended('a', Breach));
    }

    [Fact]
    public void WhyNotReconfigured_NotStartedOrStopping_SaysWhich()
    {
        Assert.Contains("not been started", new Story("a").State.WhyNotReconfigured);
        Story group = Story.Running("a");
        Assert.Null(group.State.WhyNotReconfigured);
        group.Stop();
        Assert.Contains("is stopping", group.State.WhyNotReconfigured);
    }
}
