using System.Text;
using Kamisama.Actors;
using Kamisama.Cli.Output;
using Kamisama.Processes;

namespace Kamisama.Cli.Tests.Output;

public sealed class EventPrinterTests
{
    private readonly EventPrinter _printer = new(2000);

    [Fact]
    public void Print_Exit_IsTheLineOfTheReadme() => Assert.Equal(
        "[master 2000] worker 3 (pid 2003) exited with code 1 after 12.3 s; respawn 2 of 10 in 60 s\n",
        Encoding.UTF8.GetString(_printer.Print(Events.Exited(new ProcessExit.Code(1)))));

    [Fact]
    public void Print_AnyEvent_IsOneLineWithoutControlCharacters_ABreachSeveral() => Assert.All(Events.All, supervisionEvent =>
    {
        string text = Encoding.UTF8.GetString(_printer.Print(supervisionEvent));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        string[] lines = text[..^1].Split('\n');
        Assert.True(lines.Length == 1 || supervisionEvent is SupervisionEvent.RespawnLimitBreached, text);
        Assert.All(lines, line =>
        {
            Assert.StartsWith("[master 2000] ", line, StringComparison.Ordinal);
            Assert.DoesNotContain(line, char.IsControl);
        });
    });

    [Fact]
    public void Print_Breach_SaysWhyAndKeepsTheWordsOfAWorkerHarmless()
    {
        PoolOutcome.RespawnLimitBreached breach = Events.Breach;
        breach = breach with { LastExits = [breach.LastExits[0] with { LastErrorLines = ["\u001b[2Jgone"] }] };
        Assert.Equal(
            """
            [master 2000] giving up: more than 10 respawns in 60 s; the last 1 exit:
            [master 2000]   1 × exited with code 1, after 12.3 s: worker 3
            [master 2000] the last words of worker 3 (pid 2003):
            [master 2000]   \u{1b}[2Jgone

            """,
            Encoding.UTF8.GetString(_printer.Print(new SupervisionEvent.RespawnLimitBreached("p", breach))));
    }
}
