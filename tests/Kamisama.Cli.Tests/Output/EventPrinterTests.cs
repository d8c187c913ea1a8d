using System.Text;
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
    public void Print_AnyEvent_IsOneLineWithoutControlCharacters() => Assert.All(Events.All, supervisionEvent =>
    {
        string line = Encoding.UTF8.GetString(_printer.Print(supervisionEvent));
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line[..^1], char.IsControl);
    });
}
