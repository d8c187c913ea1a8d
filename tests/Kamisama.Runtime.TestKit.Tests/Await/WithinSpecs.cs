namespace Kamisama.TestKitSpecs;

public class WithinSpecs : Spec
{
    [Fact]
    public async Task A_block_in_time_passes_and_returns_its_value()
    {
        Within(Patience, () => { });
        Assert.Equal(1, Within(Patience, () => 1));
        Assert.Equal(2, Within(TimeSpan.Zero, Patience, () => 2));
        await WithinAsync(Patience, () => Task.CompletedTask);
        Assert.Equal(3, await WithinAsync(Patience, () => Task.FromResult(3)));
        Assert.Equal(4, await WithinAsync(TimeSpan.Zero, Patience, () => Task.FromResult(4)));
    }

    [Fact]
    public void Expectations_in_a_block_wait_for_what_is_left()
    {
        Within(Patience, () => Assert.True(Remaining <= Patience && Remaining > TimeSpan.Zero));
        Fails(() => Within(Moment, () => ExpectMsg<string>()));
    }

    [Fact]
    public void An_inner_block_can_have_no_more_than_the_outer_one()
    {
        Fails(() => Within(Moment, () => Within(Patience, () => ExpectMsg<string>())));
        Within(Patience, () => Within(Patience + Patience, () => Assert.True(Remaining <= Patience)));
    }

    [Fact]
    public void A_block_that_takes_too_long_fails() =>
        Fails(() => Within(Moment, () => AwaitConditionNoThrow(() => false, Moment + Moment, Moment)));

    [Fact]
    public void A_block_that_ends_too_early_fails() => Fails(() => Within(Moment, Patience, () => { }, "slow"));

    [Fact]
    public async Task A_block_that_never_ends_is_given_up()
    {
        var never = new TaskCompletionSource();

        await FailsAsync(() => WithinAsync(Moment, () => never.Task));
    }

    [Fact]
    public void A_failure_in_a_block_comes_out_and_ends_it()
    {
        Assert.Throws<NotSupportedException>(() => Within(Patience, () => throw new NotSupportedException()));
        Assert.Throws<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public void Outside_of_a_block_the_default_remains()
    {
        Assert.Equal(Patience, RemainingOrDefault);
        Assert.Equal(Moment, RemainingOrDilated(Moment));
        Assert.Equal(Patience, RemainingOrDilated(null));
        Assert.Equal(Moment, Dilated(Moment));
    }
}
