using System.Buffers.Text;
using System.IO.Enumeration;
using System.Text;

namespace Kamisama.Processes;

/// <summary>Reads /proc, see proc(5). A process that is gone is an answer, never an exception.</summary>
internal static unsafe class ProcFs
{
    // A name has up to 15 bytes, of kernel threads 63, and the 51 numbers up to 20 digits, most of them one.
    private const int StatSize = 2048;

    private static readonly EnumerationOptions OneLevel = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = 0,
        RecurseSubdirectories = false,
    };

    /// <summary>Reads /proc/PID/stat; <see langword="false"/> when there is no such process or /proc is not there.</summary>
    public static bool TryReadStat(int pid, out ProcStat stat)
    {
        Span<byte> text = stackalloc byte[StatSize];
        int length = Read(pid, "/stat\0"u8, text);
        stat = default;
        return length > 0 && ProcStat.TryParse(text[..length], out stat);
    }

    /// <summary>Reads the beginning of a file of a process: its length, or what is not positive when it can't be read.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="name">The file, with a slash before it and a NUL behind it.</param>
    /// <param name="text">Where it goes; the kernel makes these files anew for each reader, and gives all that fits at once.</param>
    public static int Read(int pid, ReadOnlySpan<byte> name, Span<byte> text)
    {
        Span<byte> path = stackalloc byte[48];
        "/proc/"u8.CopyTo(path);
        Utf8Formatter.TryFormat(pid, path[6..], out int digits);
        name.CopyTo(path[(6 + digits)..]);
        return ReadFile(path, text);
    }

    /// <summary>A whole file that the kernel makes; <see langword="null"/> when it can't be read.</summary>
    public static string? ReadText(string path)
    {
        int descriptor = Open(Encoding.UTF8.GetBytes(path + '\0'));
        if (descriptor < 0)
        {
            return null;
        }

        byte[] text = new byte[4096];
        int length = 0, part;
        do
        {
            if (length == text.Length)
            {
                Array.Resize(ref text, 2 * length);
            }

            fixed (byte* rest = &text[length])
            {
                part = (int)LibC.Read(descriptor, rest, text.Length - length);
            }

            length += Math.Max(part, 0);
        }
        while (part > 0);
        _ = LibC.Close(descriptor);
        return part < 0 ? null : Encoding.UTF8.GetString(text, 0, length);
    }

    /// <summary>The start time of a process, or 0 when it can't be read.</summary>
    public static long StartTimeOf(int pid) => TryReadStat(pid, out ProcStat stat) ? stat.StartTime : 0;

    /// <summary>Every process id at the moment; some may be gone when they are looked at.</summary>
    public static IEnumerable<int> Pids() =>
        Directory.Exists("/proc")
            ? new FileSystemEnumerable<int>("/proc", (ref FileSystemEntry entry) => ParsePid(entry.FileName), OneLevel)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => ParsePid(entry.FileName) > 0,
            }
            : [];

    /// <summary>The running processes of a group.</summary>
    public static IEnumerable<int> MembersOf(int group)
    {
        foreach (int pid in Pids())
        {
            if (TryReadStat(pid, out ProcStat stat) && stat.Group == group && !stat.HasEnded)
            {
                yield return pid;
            }
        }
    }

    /// <summary>The children of a process that have ended and wait to be collected.</summary>
    public static IEnumerable<(int Pid, ProcStat Stat)> EndedChildrenOf(int parent)
    {
        // /proc/PID/task/TID/children would be shorter, but kernels may be built without it (CONFIG_PROC_CHILDREN).
        foreach (int pid in Pids())
        {
            if (TryReadStat(pid, out ProcStat stat) && stat.ParentPid == parent && stat.HasEnded)
            {
                yield return (pid, stat);
            }
        }
    }

    private static int ParsePid(ReadOnlySpan<char> name) => int.TryParse(name, out int pid) ? pid : 0;

    private static int Open(ReadOnlySpan<byte> path)
    {
        fixed (byte* name = path)
        {
            return LibC.Open(name, LibC.O_CLOEXEC, 0);
        }
    }

    private static int ReadFile(ReadOnlySpan<byte> path, Span<byte> text)
    {
        int descriptor = Open(path);
        if (descriptor < 0)
        {
            return -1;
        }

        fixed (byte* buffer = text)
        {
            int length = (int)LibC.Read(descriptor, buffer, text.Length);
            _ = LibC.Close(descriptor);
            return length;
        }
    }
}
