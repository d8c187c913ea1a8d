using System.Buffers.Text;

namespace Kamisama.Processes;

/// <summary>What is needed of /proc/PID/stat, see proc_pid_stat(5).</summary>
/// <param name="State">R, S, D, Z, T, X and others.</param>
/// <param name="ParentPid">Field 4.</param>
/// <param name="Group">Field 5, the process group.</param>
/// <param name="Session">Field 6.</param>
/// <param name="StartTime">Field 22, clock ticks since boot.</param>
internal readonly record struct ProcStat(char State, int ParentPid, int Group, int Session, long StartTime)
{
    /// <summary>Whether the process has ended: a zombie, or being taken apart.</summary>
    public bool HasEnded => State is 'Z' or 'X';

    /// <summary>Reads one line of the file.</summary>
    /// <remarks>The name in field 2 is the program's to choose and may hold spaces, line ends and parentheses: the last one ends it.</remarks>
    public static bool TryParse(ReadOnlySpan<byte> line, out ProcStat stat)
    {
        stat = default;
        int end = line.LastIndexOf((byte)')');
        if (end < 0 || end + 4 > line.Length)
        {
            return false;
        }

        char state = (char)line[end + 2];
        Span<long> fields = stackalloc long[19];
        if (!TryReadNumbers(line[(end + 4)..], fields))
        {
            return false;
        }

        stat = new ProcStat(state, (int)fields[0], (int)fields[1], (int)fields[2], fields[18]);
        return true;
    }

    private static bool TryReadNumbers(ReadOnlySpan<byte> text, Span<long> fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            // Some fields are unsigned and may not fit (rsslim), but all of those come after the ones read here.
            if (!Utf8Parser.TryParse(text, out fields[i], out int used))
            {
                return false;
            }

            text = text[used..];
            if (text.Length > 0)
            {
                text = text[1..];
            }
        }

        return true;
    }
}
