using Kamisama.Actors;

namespace Kamisama.Cli.Tests.Run;

public sealed class OutputOptionsTests
{
    [Fact]
    public void Read_Nothing_IsInherited() => Assert.Same(WorkerOutput.Inherit, Read(""));

    [Fact]
    public void Read_Where_IsEachCase()
    {
        Assert.Equal(WorkerOutput.Inherit, Read("--output inherit"));
        Assert.Equal(new WorkerOutput.ToMaster(OutputFormat.Prefixed), Read("--output prefix"));
        Assert.Equal(new WorkerOutput.ToMaster(OutputFormat.Json), Read("--output json"));
        Assert.Equal(new WorkerOutput.ToJournal(), Read("--output journald"));
        Assert.Equal(new WorkerOutput.ToFile("logs/{index}:{stream}"), Read("--output file:logs/{index}:{stream}"));
    }

    [Fact]
    public void Read_AllOfAFile_InAnyOrder() => Assert.Equal(
        new WorkerOutput.ToFile("log")
        {
            Format = OutputFormat.Json,
            Rotation = new LogRotation { MaxSize = 10 << 20, Every = TimeSpan.FromDays(1), Keep = 7 },
            WhenFull = OutputOverflow.Drop,
            BufferSize = 1 << 20,
            RecentSize = 0,
        },
        Read("--output-keep 7 --output-recent 0 --output-rotate-size 10M --output-full drop --output-rotate-every 1d --output-buffer 1M --output-format json --output file:log"));

    [Theory]
    [InlineData("--output nowhere", "--output must be inherit, prefix, json, journald or file:PATH, not 'nowhere'.")]
    [InlineData("--output file:", "--output must be inherit, prefix, json, journald or file:PATH, not 'file:'.")]
    [InlineData("--output-full drop", "--output-full has no meaning without --output: give that too, or leave it out.")]
    [InlineData("--output prefix --output-format json", "--output-format is for files only: give --output file:PATH, or leave it out.")]
    [InlineData("--output file:log --output-format xml", "--output-format must be plain, prefix or json, not 'xml'.")]
    [InlineData("--output prefix --output-full wait", "--output-full must be block or drop, not 'wait'.")]
    [InlineData("--output prefix --output-buffer 1", "--output-buffer must be 4096 to 16777216 bytes, such as 64K or 1M, not '1'.")]
    public void Read_Wrong_SaysWhatWouldBeRight(string options, string fault) =>
        Assert.Contains(fault, Assert.IsType<Request.Refuse>(ReadRequest(options)).Faults);

    private static WorkerOutput Read(string options) => Assert.IsType<Request.RunPool>(ReadRequest(options)).Options.Pool.Output;

    private static Request ReadRequest(string options) => KamisamaCommand.Read(
        ["run", "--instances", "2", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--", "x"]);
}
