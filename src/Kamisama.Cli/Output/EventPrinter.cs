using System.Text;
using Kamisama.Actors;

namespace Kamisama.Cli.Output;

/// <summary>Lines for people: <c>[master 2000] worker 3 (pid 2003) exited with code 1 after 12.3 s; respawn 2 of 10 in 60 s</c>.</summary>
/// <param name="masterPid">The process.</param>
/// <param name="namesPools">Whether a line begins with the pool: <c>[master 2000] web: worker 3 …</c>.</param>
internal sealed class EventPrinter(int masterPid, bool namesPools = false) : IEventPrinter
{
    private readonly string _prefix = $"[master {masterPid}] ";

    // Only a breach has several lines of its own; a line break in anything else comes from outside and must not look like a line of ours.
    public byte[] Print(SupervisionEvent supervisionEvent)
    {
        string text = namesPools ? $"{supervisionEvent.Pool}: {supervisionEvent}" : supervisionEvent.ToString();
        return supervisionEvent is SupervisionEvent.RespawnLimitBreached
            ? Line(string.Join($"\n{_prefix}", Array.ConvertAll(text.Split('\n'), ControlCharacters.Escape)))
            : Line(ControlCharacters.Escape(text));
    }

    public byte[] PrintLost(long lines) => Line($"{lines} lines are missing here: standard error did not take them in time");

    private byte[] Line(string text) => Encoding.UTF8.GetBytes($"{_prefix}{text}\n");
}
