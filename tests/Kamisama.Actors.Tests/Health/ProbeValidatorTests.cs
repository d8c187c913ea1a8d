using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Health;

public class ProbeValidatorTests
{
    [Theory]
    [InlineData("127.0.0.1", "80")]
    [InlineData("::1", "1")]
    [InlineData("[::1]", "65535")]
    [InlineData("worker-{index}.local", "800{index}")]
    [InlineData("my_service", "8080")]
    public void Check_GoodTcp_HasNoFault(string host, string port) => Assert.Empty(FaultsOf(new Probe.Tcp(host, port)));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("http://host")]
    public void Check_HostThatIsNone_IsAFault(string host) =>
        Assert.Equal(
            $"The readiness probe's host '{host}' is neither a host's name nor an address: give one, such as 127.0.0.1.",
            Assert.Single(FaultsOf(new Probe.Tcp(host, "80"))));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+80")]
    [InlineData("65536")]
    [InlineData("http")]
    public void Check_PortThatIsNone_IsAFault(string port) =>
        Assert.Equal(
            $"The readiness probe's port '{port}' is not a number from 1 to 65535: correct it.",
            Assert.Single(FaultsOf(new Probe.Tcp("localhost", port))));

    [Fact]
    public void Check_PortThatIsTooHighForTheLastWorker_SaysWhatItBecomes() =>
        Assert.Equal(
            "The readiness probe's port '800{index}', which becomes '80012', is not a number from 1 to 65535: correct it.",
            Assert.Single(FaultsOf(new Probe.Tcp("localhost", "800{index}"), instances: 12)));

    [Theory]
    [InlineData("http://127.0.0.1:8080/health")]
    [InlineData("https://localhost")]
    [InlineData("http://[::1]:800{index}/{index}?deep=1")]
    public void Check_GoodUrl_HasNoFault(string url) => Assert.Empty(FaultsOf(new Probe.Http(url)));

    [Theory]
    [InlineData("")]
    [InlineData("/health")]
    [InlineData("127.0.0.1:8080/health")]
    [InlineData("ftp://host/")]
    [InlineData("http://host:99999/")]
    [InlineData("http:///health")]
    public void Check_UrlThatIsNone_IsAFault(string url) =>
        Assert.Equal(
            $"The readiness probe's URL '{url}' is not absolute, or not http or https: give one, such as http://127.0.0.1:8080/health.",
            Assert.Single(FaultsOf(new Probe.Http(url))));

    [Fact]
    public void Check_UrlWithAPassword_DoesNotRepeatIt() =>
        Assert.Equal(
            "The readiness probe's URL holds a user's name, which would not be sent: leave it out.",
            Assert.Single(FaultsOf(new Probe.Http("http://me:secret@host/"))));

    [Fact]
    public void Check_Command_FollowsTheRulesOfTheWorkersCommand()
    {
        Assert.Empty(FaultsOf(new Probe.Exec(new ProcessSpec { FileName = "true" })));
        Assert.Equal(
            [
                "The readiness probe's command is empty: name the program to run.",
                "The readiness probe's command holds a NUL character, which no program can be given.",
            ],
            FaultsOf(new Probe.Exec(new ProcessSpec { FileName = "", Arguments = ["a\0b"] })));
    }

    private static List<string> FaultsOf(Probe probe, int instances = 9)
    {
        var faults = new List<string>();
        ProbeValidator.Check(probe, "The readiness probe", instances, faults);
        return faults;
    }
}
