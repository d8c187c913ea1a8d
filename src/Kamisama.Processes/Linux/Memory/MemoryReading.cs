using System.Buffers.Text;

namespace Kamisama.Processes;

/// <summary>Reads the memory of a process in /proc. Whether the pid is still that of the process is for the caller to know.</summary>
internal static class MemoryReading
{
    // About 25 lines of 30 bytes; the kernel gives all of it at once.
    private const int RollupSize = 4096;

    /// <summary>Bytes in memory, shared ones included; <see langword="null"/> when nothing is to be read, or the process has ended.</summary>
    public static long? ResidentSet(int pid)
    {
        Span<byte> text = stackalloc byte[256];
        int length = ProcFs.Read(pid, "/statm\0"u8, text);
        return length > 0 ? ParseResidentPages(text[..length]) * Environment.SystemPageSize : null;
    }

    /// <summary>Bytes in memory, shared ones divided among those who share them; <see langword="null"/> when nothing is to be read.</summary>
    public static long? ProportionalSet(int pid)
    {
        Span<byte> text = stackalloc byte[RollupSize];
        int length = ProcFs.Read(pid, "/smaps_rollup\0"u8, text);
        return length > 0 ? ParsePss(text[..length]) * 1024 : null;
    }

    /// <summary>The second field of proc_pid_statm(5); all fields of a process that has ended and was not collected are 0.</summary>
    internal static long? ParseResidentPages(ReadOnlySpan<byte> statm) =>
        statm.IndexOf((byte)' ') is var space and >= 0 && Utf8Parser.TryParse(statm[(space + 1)..], out long pages, out _) && pages > 0
            ? pages
            : null;

    /// <summary>The line "Pss:", in KiB, see proc_pid_smaps(5).</summary>
    internal static long? ParsePss(ReadOnlySpan<byte> rollup)
    {
        ReadOnlySpan<byte> name = "\nPss:"u8;
        int line = rollup.IndexOf(name);
        return line >= 0 && Utf8Parser.TryParse(rollup[(line + name.Length)..].TrimStart((byte)' '), out long kibibytes, out _)
            ? kibibytes
            : null;
    }
}
