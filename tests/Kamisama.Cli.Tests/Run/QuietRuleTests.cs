using Kamisama.Actors;
using Kamisama.Cli.Run;
using Kamisama.Cli.Tests.Output;
using Kamisama.Processes;

namespace Kamisama.Cli.Tests.Run;

public sealed class QuietRuleTests
{
    [Fact]
    public void IsTold_AllEvents_ErrorsBreachAndAnswersOnly() => Assert.Equal(
        ["WorkerStartDelayed", "WorkerUnkillable", "RespawnLimitBreached", "StatusReported", "OutputDropped", "OutputFailed", "OutputRecovered", "OutputLost", "InternalFault"],
        Events.All.Where(QuietRule.IsTold).Select(supervisionEvent => supervisionEvent.GetType().Name));

    [Fact]
    public void IsTold_PoolThatCouldNotStart_SaysWhy() =>
        Assert.True(QuietRule.IsTold(Events.Exited(new ProcessExit.NotStarted(Events.NotFound), RespawnDecision.CouldNotStart)));

    [Fact]
    public void IsTold_WorkerThatIsRespawned_IsDailyLife() =>
        Assert.False(QuietRule.IsTold(Events.Exited(new ProcessExit.Signalled(9, false))));
}
