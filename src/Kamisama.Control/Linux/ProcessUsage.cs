using System.Buffers.Text;

namespace Kamisama.Control;

/// <summary>What a process uses, from /proc/PID/stat, see proc_pid_stat(5).</summary>
/// <param name="ResidentBytes">Resident memory.</param>
/// <param name="ProcessorTime">User and system time since its start.</param>
internal readonly record struct ProcessUsage(long ResidentBytes, TimeSpan ProcessorTime)
{
    // Behind the name and the state: field 4 is number 0.
    private const int UserTicks = 10, SystemTicks = 11, ResidentPages = 20, Needed = 21;

    // USER_HZ: 100 on every architecture that .NET runs on.
    private const long TicksPerClockTick = TimeSpan.TicksPerSecond / 100;

    /// <summary>Reads it; <see langword="null"/> when the process is gone.</summary>
    public static ProcessUsage? Of(int pid)
    {
        try
        {
            return Parse(File.ReadAllBytes($"/proc/{pid}/stat"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static ProcessUsage? Parse(ReadOnlySpan<byte> line)
    {
        // The name in field 2 is the program's to choose: the last parenthesis ends it.
        int end = line.LastIndexOf((byte)')');
        if (end < 0 || end + 4 > line.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> text = line[(end + 4)..];
        Span<long> fields = stackalloc long[Needed];
        for (int i = 0; i < fields.Length; i++)
        {
            if (!Utf8Parser.TryParse(text, out fields[i], out int used))
            {
                return null;
            }

            text = text[Math.Min(used + 1, text.Length)..];
        }

        return new ProcessUsage(
            fields[ResidentPages] * Environment.SystemPageSize,
            TimeSpan.FromTicks((fields[UserTicks] + fields[SystemTicks]) * TicksPerClockTick));
    }
}
