using System.Text;
using Kamisama.Actors;

namespace Kamisama.Cli.Output;

/// <summary>Lines for people: <c>[master 2000] worker 3 (pid 2003) exited with code 1 after 12.3 s; respawn 2 of 10 in 60 s</c>.</summary>
internal sealed class EventPrinter(int masterPid) : IEventPrinter
{
    private readonly string _prefix = $"[master {masterPid}] ";

    public byte[] Print(SupervisionEvent supervisionEvent) => Line(ControlCharacters.Escape(supervisionEvent.ToString()));

    public byte[] PrintLost(long lines) => Line($"{lines} lines are missing here: standard error did not take them in time");

    private byte[] Line(string text) => Encoding.UTF8.GetBytes($"{_prefix}{text}\n");
}
