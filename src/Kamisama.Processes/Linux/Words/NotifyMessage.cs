namespace Kamisama.Processes;

/// <summary>One datagram of sd_notify(3): assignments, a line each. What is not known here is passed over.</summary>
/// <param name="Ready">Whether it says READY=1.</param>
/// <param name="Heartbeat">Whether it says WATCHDOG=1.</param>
/// <param name="Status">The last STATUS=, cut; <see langword="null"/>: it says nothing of that.</param>
internal readonly record struct NotifyMessage(bool Ready, bool Heartbeat, string? Status)
{
    private const int MaxStatusLength = 500;

    public static NotifyMessage Parse(ReadOnlySpan<byte> datagram)
    {
        var message = default(NotifyMessage);
        foreach (Range range in datagram.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = datagram[range];
            if (line.SequenceEqual("READY=1"u8))
            {
                message = message with { Ready = true };
            }
            else if (line.SequenceEqual("WATCHDOG=1"u8))
            {
                message = message with { Heartbeat = true };
            }
            else if (line.StartsWith("STATUS="u8))
            {
                message = message with { Status = LineText.Cut(line["STATUS=".Length..], MaxStatusLength) };
            }
        }

        return message;
    }
}
