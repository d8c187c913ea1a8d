using System.Text;

namespace Kamisama.Processes.Tests;

public sealed class NotifyMessageTests
{
    [Theory]
    [InlineData("READY=1", true, false, null)]
    [InlineData("READY=1\n", true, false, null)]
    [InlineData("WATCHDOG=1", false, true, null)]
    [InlineData("STATUS=half way", false, false, "half way")]
    [InlineData("STATUS=", false, false, "")]
    [InlineData("STATUS=first\nSTATUS=last", false, false, "last")]
    [InlineData("X_OTHER=1\nREADY=1\nSTATUS=a=b\nWATCHDOG=1\nMAINPID=1", true, true, "a=b")]
    [InlineData("READY=0", false, false, null)]
    [InlineData("READY=11", false, false, null)]
    [InlineData("WATCHDOG=trigger", false, false, null)]
    [InlineData("status=small", false, false, null)]
    [InlineData("", false, false, null)]
    [InlineData("\n\n=\n", false, false, null)]
    public void Parse_AnyDatagram_GivesWhatIsKnown(string datagram, bool ready, bool heartbeat, string? status) =>
        Assert.Equal(new NotifyMessage(ready, heartbeat, status), NotifyMessage.Parse(Encoding.UTF8.GetBytes(datagram)));

    [Fact]
    public void Parse_LongStatus_IsCutAt500Characters() =>
        Assert.Equal(new string('ü', 500), NotifyMessage.Parse(Encoding.UTF8.GetBytes("STATUS=" + new string('ü', 600))).Status);

    [Fact]
    public void Parse_StatusCutWithinACharacter_LosesTheWholeCharacter() =>
        Assert.Equal(new string('x', 499), NotifyMessage.Parse(Encoding.UTF8.GetBytes("STATUS=" + new string('x', 499) + "\U0001F600")).Status);

    [Fact]
    public void Parse_InvalidUtf8_IsReplaced() =>
        Assert.Equal("a\uFFFDb", NotifyMessage.Parse([.. "STATUS=a"u8, 0xFF, (byte)'b']).Status);
}
