namespace Kamisama.Actors.Tests.Output;

public sealed class OutputOptionsValidatorTests
{
    public static TheoryData<string, WorkerOutput> Wrong => new()
    {
        { "output buffer must be 4096 to 16777216, not 1", new WorkerOutput.ToMaster { BufferSize = 1 } },
        { "size of the recent output must be 0 to 16777216, not -1", new WorkerOutput.ToMaster { RecentSize = -1 } },
        { "OutputOverflow must be one of Block, Drop, not 7", new WorkerOutput.ToMaster { WhenFull = (OutputOverflow)7 } },
        { "OutputFormat must be one of Plain, Prefixed, Json, not 7", new WorkerOutput.ToMaster((OutputFormat)7) },
        { "must name a file, such as logs/{pool}.{index}.log, not ''", new WorkerOutput.ToFile("") },
        { "must name a file, such as logs/{pool}.{index}.log, not 'logs/'", new WorkerOutput.ToFile("logs/") },
        { "and no other braces, not '{worker}.log'", new WorkerOutput.ToFile("{worker}.log") },
        { "must be 1024 bytes or more, not 1", File(new LogRotation { MaxSize = 1 }) },
        { "must be 1 second to 366 days, not 0.5 s", File(new LogRotation { Every = TimeSpan.FromSeconds(0.5) }) },
        { "neither a size nor a time", File(new LogRotation()) },
        { "number of old log files must be 1 to 1000, not 0", File(new LogRotation { MaxSize = 1024, Keep = 0 }) },
        { "must be an absolute path of at most 107 bytes, not 'socket'", new WorkerOutput.ToJournal { SocketPath = "socket" } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_Wrong_SaysWhatWouldBeRight(string fault, WorkerOutput output) =>
        Assert.Contains(fault, Assert.Single(FaultsOf(output)), StringComparison.Ordinal);

    [Fact]
    public void Check_Right_SaysNothing()
    {
        Assert.Empty(FaultsOf(WorkerOutput.Inherit));
        Assert.Empty(FaultsOf(new WorkerOutput.ToMaster()));
        Assert.Empty(FaultsOf(new WorkerOutput.ToJournal()));
        Assert.Empty(FaultsOf(new WorkerOutput.ToFile("logs/{pool}/{index}.{stream}.log") { Rotation = new LogRotation { MaxSize = 1024, Every = TimeSpan.FromDays(1) } }));
    }

    private static WorkerOutput.ToFile File(LogRotation rotation) => new("log") { Rotation = rotation };

    private static List<string> FaultsOf(WorkerOutput output)
    {
        List<string> faults = [];
        OutputOptionsValidator.Check(output, faults);
        return faults;
    }
}
