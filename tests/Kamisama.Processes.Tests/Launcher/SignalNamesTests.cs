namespace Kamisama.Processes.Tests;

public sealed class SignalNamesTests
{
    [Theory]
    [InlineData(1, "SIGHUP")]
    [InlineData(9, "SIGKILL")]
    [InlineData(10, "SIGUSR1")]
    [InlineData(15, "SIGTERM")]
    [InlineData(17, "SIGCHLD")]
    [InlineData(21, "SIGTTIN")]
    [InlineData(31, "SIGSYS")]
    [InlineData(34, "SIGRTMIN")]
    [InlineData(36, "SIGRTMIN+2")]
    [InlineData(64, "SIGRTMIN+30")]
    [InlineData(0, "0")]
    [InlineData(32, "32")]
    [InlineData(65, "65")]
    [InlineData(-1, "-1")]
    public void NameOf_Number_GivesTheNameOrTheNumber(int signal, string name) => Assert.Equal(name, SignalNames.NameOf(signal));

    [Fact]
    public void TryParse_EveryName_GivesItsNumberBack()
    {
        foreach (var signal in Enumerable.Range(1, 64))
        {
            var name = SignalNames.NameOf(signal);
            Assert.True(SignalNames.TryParse(name, out var parsed), name);
            Assert.Equal(signal, parsed);
        }
    }

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("sigterm", 15)]
    [InlineData("SigUsr1", 10)]
    [InlineData("15", 15)]
    [InlineData("CLD", 17)]
    [InlineData("SIGPOLL", 29)]
    [InlineData("IOT", 6)]
    [InlineData("RTMIN", 34)]
    [InlineData("rtmin+2", 36)]
    [InlineData("SIGRTMAX", 64)]
    [InlineData("SIGRTMAX-1", 63)]
    public void TryParse_Text_GivesTheNumber(string text, int expected)
    {
        Assert.True(SignalNames.TryParse(text, out var signal));
        Assert.Equal(expected, signal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("SIG")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("-15")]
    [InlineData(" 15")]
    [InlineData("99999999999")]
    [InlineData("TERMINATE")]
    [InlineData("SIGSIGTERM")]
    [InlineData("RTMIN-1")]
    [InlineData("RTMIN+31")]
    [InlineData("RTMIN+")]
    [InlineData("RTMAX+1")]
    [InlineData("RTMAX-31")]
    [InlineData("RT")]
    public void TryParse_NoSignal_GivesFalseAndZero(string? text)
    {
        Assert.False(SignalNames.TryParse(text, out var signal));
        Assert.Equal(0, signal);
    }
}
