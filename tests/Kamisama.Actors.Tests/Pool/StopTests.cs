namespace Kamisama.Actors.Tests.Pool;

public class StopTests
{
    private static readonly StopSequence Sequence = new(15, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));

    [Fact]
    public void StopSequence_Asks_WaitsTheGracePeriod_Kills_WaitsAgain_GivesUp()
    {
        Assert.Equal(new StopStep(StopPhase.Asked, 15, TimeSpan.FromSeconds(10)), Sequence.Begin());
        Assert.Equal(new StopStep(StopPhase.Killed, 9, TimeSpan.FromSeconds(5)), Sequence.After(StopPhase.Asked));
        Assert.Equal(new StopStep(StopPhase.Abandoned, null, null), Sequence.After(StopPhase.Killed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void StopSequence_NoGracePeriod_NeverKills(int? seconds)
    {
        TimeSpan? grace = seconds is { } s ? TimeSpan.FromSeconds(s) : null;
        Assert.Null((Sequence with { GracePeriod = grace }).Begin().Wait);
    }

    [Theory]
    // current, requested before, asked, by signal, becomes
    [InlineData(StopMode.Graceful, true, StopMode.Graceful, true, StopMode.Immediate)] // TERM, TERM
    [InlineData(StopMode.Graceful, false, StopMode.Graceful, true, null)]              // gave up, TERM
    [InlineData(StopMode.Drain, true, StopMode.Graceful, true, StopMode.Graceful)]     // QUIT, TERM
    [InlineData(StopMode.Graceful, true, StopMode.Drain, true, null)]                  // TERM, QUIT
    [InlineData(StopMode.Drain, true, StopMode.Drain, true, null)]                     // QUIT, QUIT
    [InlineData(StopMode.Immediate, true, StopMode.Graceful, true, null)]              // TERM, TERM, TERM
    [InlineData(StopMode.Graceful, true, StopMode.Graceful, false, null)]              // asked twice by message
    [InlineData(StopMode.Graceful, false, StopMode.Immediate, false, StopMode.Immediate)]
    [InlineData(StopMode.Drain, true, StopMode.Immediate, false, StopMode.Immediate)]
    [InlineData(StopMode.Immediate, true, StopMode.Drain, false, null)]
    public void StopEscalation_BecomesMoreUrgentOrNothing(
        StopMode current, bool requestedBefore, StopMode asked, bool bySignal, StopMode? becomes) =>
        Assert.Equal(becomes, StopEscalation.Next(current, requestedBefore, asked, bySignal));

    [Fact]
    public void StartRetry_DoublesUpToItsCap() =>
        Assert.Equal(
            [100, 200, 400, 800, 1600, 3200, 5000, 5000],
            Enumerable.Range(1, 8).Select(n => (int)StartRetry.DelayAfter(n).TotalMilliseconds));

    [Fact]
    public void StartRetry_AfterVeryMany_DoesNotOverflow() =>
        Assert.Equal(TimeSpan.FromSeconds(5), StartRetry.DelayAfter(int.MaxValue));

    [Fact]
    public void SignalCommands_EverySignalThatIsHandledHasAMeaning() =>
        Assert.All(SignalCommands.Handled, signal => Assert.NotNull(SignalCommands.For(signal)));
}
