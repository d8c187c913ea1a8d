namespace Kamisama.TestKitSpecs;

public class AwaitSpecs : Spec
{
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(5);
    private int _tries;

    [Fact]
    public async Task An_assertion_is_tried_until_it_passes()
    {
        AwaitAssert(() => Assert.True(++_tries >= 3), Patience, s_often);
        Assert.Equal(3, _tries);

        await AwaitAssertAsync(() => Assert.True(++_tries >= 6), Patience, s_often);
        await AwaitAssertAsync(() => { Assert.True(++_tries >= 9); return Task.CompletedTask; }, Patience, s_often);
        Assert.Equal(9, _tries);
    }

    [Fact]
    public async Task An_assertion_that_never_passes_comes_out_as_it_is()
    {
        Assert.Throws<NotSupportedException>(() => AwaitAssert(() => throw new NotSupportedException(), Moment, s_often));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => AwaitAssertAsync(() => Task.FromException(new NotSupportedException()), Moment, s_often));
    }

    [Fact]
    public async Task A_condition_is_looked_at_until_it_holds()
    {
        AwaitCondition(() => true);
        AwaitCondition(() => true, Patience);
        AwaitCondition(() => true, Patience, "why");
        AwaitCondition(() => ++_tries >= 3, Patience, s_often);
        await AwaitConditionAsync(() => true);
        await AwaitConditionAsync(() => Task.FromResult(true), Patience);
        await AwaitConditionAsync(() => Task.FromResult(true), Patience, "why");
        await AwaitConditionAsync(() => ++_tries >= 6, Patience, s_often);
        Assert.Equal(6, _tries);
    }

    [Fact]
    public async Task A_condition_that_never_holds_fails()
    {
        Fails(() => AwaitCondition(() => false, Moment));
        Fails(() => AwaitCondition(() => false, Moment, s_often, "why"));
        await FailsAsync(() => AwaitConditionAsync(() => Task.FromResult(false), Moment));
    }

    [Fact]
    public async Task A_condition_without_a_failure_says_whether_it_held()
    {
        Assert.True(AwaitConditionNoThrow(() => true, Patience));
        Assert.False(AwaitConditionNoThrow(() => false, Moment, s_often));
        Assert.True(await AwaitConditionNoThrowAsync(() => Task.FromResult(true), Patience));
        Assert.False(await AwaitConditionNoThrowAsync(() => false, Moment, s_often));
    }
}
