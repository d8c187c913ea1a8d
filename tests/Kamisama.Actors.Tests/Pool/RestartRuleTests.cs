using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Pool;

public class RestartRuleTests
{
    private static readonly WorkerPoolOptions Options = new()
    {
        Instances = 1,
        NoRestartExitCodes = [125],
        NoRestartSignals = [6],
    };

    [Theory]
    [InlineData(RestartMode.Always, true, true, true)]
    [InlineData(RestartMode.OnFailure, false, true, true)]
    [InlineData(RestartMode.Never, false, false, true)]
    public void IsRestarted_ByMode(RestartMode mode, bool clean, bool failed, bool replaced)
    {
        WorkerPoolOptions options = Options with { Restart = mode };
        Assert.Equal(clean, IsRestarted(options, new ProcessExit.Code(0)));
        Assert.Equal(failed, IsRestarted(options, new ProcessExit.Code(1)));
        Assert.Equal(failed, IsRestarted(options, new ProcessExit.Signalled(9, false)));
        Assert.Equal(failed, IsRestarted(options, new ProcessExit.Unknown()));
        Assert.Equal(replaced, IsRestarted(options, new ProcessExit.Code(0), WorkerEndCause.RollingRestart));
        Assert.Equal(failed, IsRestarted(options, new ProcessExit.Code(1), WorkerEndCause.Watchdog));
    }

    [Fact]
    public void IsRestarted_CodeOrSignalOnTheLists_No()
    {
        Assert.False(IsRestarted(Options, new ProcessExit.Code(125)));
        Assert.False(IsRestarted(Options, new ProcessExit.Signalled(6, true)));
        Assert.True(IsRestarted(Options, new ProcessExit.Signalled(11, true)));
    }

    [Fact]
    public void IsRestarted_CodeOnTheListButEndedByTheMaster_DependsOnTheModeAlone() =>
        Assert.True(IsRestarted(Options, new ProcessExit.Code(125), WorkerEndCause.Watchdog));

    private static bool IsRestarted(WorkerPoolOptions options, ProcessExit exit, WorkerEndCause cause = WorkerEndCause.Itself)
    {
        var end = new WorkerEnd(exit, TimeSpan.FromSeconds(1), cause);
        return RestartRule.IsRestarted(options, end, ExitClassifier.Classify(end, options.SuccessExitCodes));
    }
}
