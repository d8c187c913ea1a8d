using System.Text;
using System.Text.Json;
using Kamisama.Actors;
using Kamisama.Cli.Output;
using Kamisama.Processes;

namespace Kamisama.Cli.Tests.Output;

public sealed class JsonEventPrinterTests
{
    private readonly JsonEventPrinter _printer = new(2000, TimeProvider.System);

    [Fact]
    public void Print_Exit_HasEverythingInOneObject() => Assert.Equal(
        """{"time":"2026-03-01T12:00:00Z","event":"worker_exited","master":2000,"pool":"p","worker":3,"incarnation":1,"pid":2003,"exit":{"kind":"code","code":1},"uptimeSeconds":12.3,"class":"failed","cause":"itself","decision":"respawn","detail":null,"delaySeconds":0,"respawns":2,"respawnLimit":10,"respawnIntervalSeconds":60,"message":"worker 3 (pid 2003) exited with code 1 after 12.3 s; respawn 2 of 10 in 60 s"}""" + "\n",
        Text(Events.Exited(new ProcessExit.Code(1))));

    [Fact]
    public void Print_ExitBySignal_NamesTheSignal() => Assert.Contains(
        """ "exit":{"kind":"signal","signal":9,"signalName":"SIGKILL","coreDumped":false}, """.Trim(),
        Text(Events.Exited(new ProcessExit.Signalled(9, false))), StringComparison.Ordinal);

    [Fact]
    public void Print_ExitOfAProgramThatNeverRan_NamesStageAndErrno() => Assert.Contains(
        """ "exit":{"kind":"not_started","stage":"execute","errno":2,"subject":"no\u001Bsuch"},"uptimeSeconds":12.3,"class":"failed","cause":"itself","decision":"could_not_start" """.Trim(),
        Text(Events.Exited(new ProcessExit.NotStarted(Events.NotFound), RespawnDecision.CouldNotStart)), StringComparison.Ordinal);

    [Fact]
    public void Print_Breach_ListsTheLastExits()
    {
        JsonElement line = Parse(new SupervisionEvent.RespawnLimitBreached("p", Events.Breach));

        Assert.Equal(10, line.GetProperty("respawnLimit").GetInt32());
        Assert.Equal(60, line.GetProperty("respawnIntervalSeconds").GetDouble());
        Assert.Equal(2003, Assert.Single(line.GetProperty("lastExits").EnumerateArray()).GetProperty("pid").GetInt32());
    }

    [Fact]
    public void Print_AnyEvent_IsOneObjectALineWithTheCommonFields() => Assert.All(Events.All, supervisionEvent =>
    {
        string text = Text(supervisionEvent);
        JsonElement line = Parse(supervisionEvent);

        Assert.DoesNotContain(text[..^1], char.IsControl);
        Assert.Matches("^[a-z_]+$", line.GetProperty("event").GetString());
        Assert.Equal("p", line.GetProperty("pool").GetString());
        Assert.Equal(2000, line.GetProperty("master").GetInt32());
        Assert.Equal(supervisionEvent.ToString(), line.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.String, line.GetProperty("time").ValueKind);
    });

    [Fact]
    public void Print_Names_AreDifferentAndCoverTheFamily()
    {
        Assert.Equal(
            typeof(SupervisionEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(SupervisionEvent))).ToHashSet(),
            Events.All.Select(supervisionEvent => supervisionEvent.GetType()).ToHashSet());
        Assert.Distinct(Events.All.Select(supervisionEvent => Parse(supervisionEvent).GetProperty("event").GetString()));
    }

    [Fact]
    public void Print_C1ControlCharacter_IsEscaped() =>
        Assert.Contains("\\u009B", Text(new SupervisionEvent.RequestIgnored("p", "a\u009bb", "c")), StringComparison.Ordinal);

    private string Text(SupervisionEvent supervisionEvent) => Encoding.UTF8.GetString(_printer.Print(supervisionEvent));

    private JsonElement Parse(SupervisionEvent supervisionEvent) => JsonDocument.Parse(Text(supervisionEvent)).RootElement;
}
