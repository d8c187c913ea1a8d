using System.Text.Json;
using Kamisama.Cli.Control;

namespace Kamisama.Cli.Tests.Control;

public sealed class ControlTextTests
{
    [Fact]
    public void Ps_Columns_AreAligned()
    {
        string text = PsTable.Of(JsonDocument.Parse("""
            {"pools":[{"pool":"web","state":"running","workers":[
              {"worker":1,"incarnation":0,"pid":1234,"state":"running","uptimeSeconds":3725.5,"rssBytes":13000000,"cpuSeconds":1.25},
              {"worker":12,"incarnation":7,"pid":null,"state":"backing_off","uptimeSeconds":0,"startsInSeconds":12}]},
             {"pool":"jobs","state":"over","outcome":"finished"}]}
            """).RootElement);

        Assert.Equal(
            """
            POOL  WORKER   PID  STATE        UPTIME  INCARNATION    RSS   CPU  STATUS
            web        1  1234  running       1h02m            0  12.4M  1.3s
            web       12     -  backing_off    0.0s            7      -     -  starts in 12.0s
            jobs       -     -  over              -            -      -     -  finished
            """,
            text);
    }

    [Fact]
    public void TextsOfWorkers_AreEscaped()
    {
        string ps = PsTable.Of(JsonDocument.Parse(
            """{"pools":[{"pool":"web","workers":[{"worker":1,"state":"running","statusText":"\u001b[2Jgone\nhi"}]}]}""").RootElement);
        string why = WhyText.Of(JsonDocument.Parse(
            """{"pools":[{"pool":"web","state":"running","exits":[{"message":"x","endedAt":"t","errorLines":["\u001b]0;title\u0007"]}]}]}""").RootElement);

        Assert.DoesNotContain('\u001b', ps);
        Assert.Contains("\\u{1b}[2Jgone\\nhi", ps, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', why);
        Assert.Contains("    | \\u{1b}]0;title", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"pool":"web","instances":4,"reached":true,"missed":null}""", 0)]
    [InlineData("""{"pool":"web","instances":4,"reached":false,"missed":"the pool is stopping"}""", 1)]
    public void Scale_NotReached_IsABadOutcome(string result, int code) => Assert.Equal(
        code, ResultText.Of(ControlArguments.Read(ControlSyntax.Of("scale"), ["4"]), JsonDocument.Parse(result).RootElement).Code);

    [Theory]
    [InlineData("""{"pool":"web","over":true,"workers":2,"replaced":2,"aborted":null}""", 0)]
    [InlineData("""{"pool":"web","over":true,"workers":2,"replaced":1,"aborted":"the new worker 2 ended before it was ready"}""", 1)]
    [InlineData("""{"pool":"web","over":false}""", 0)]
    public void Restart_Aborted_IsABadOutcome(string result, int code) => Assert.Equal(
        code, ResultText.Of(ControlArguments.Read(ControlSyntax.Of("restart"), []), JsonDocument.Parse(result).RootElement).Code);
}
