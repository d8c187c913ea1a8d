using System.Globalization;
using System.Text;

namespace Kamisama.EndToEnd.Tests;

/// <summary>Reads what the kernel tells about a process. A process that is gone reads as empty.</summary>
internal static class ProcessFile
{
    /// <summary>Every process that there is now.</summary>
    internal static IEnumerable<int> AllPids()
    {
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            {
                yield return pid;
            }
        }
    }

    /// <summary>Whether it runs: it is there, and no zombie.</summary>
    internal static bool IsRunning(int pid) => StateOf(pid) is not ('\0' or 'Z' or 'X');

    /// <summary>Its state letter, see proc_pid_stat(5); NUL when it is gone.</summary>
    internal static char StateOf(int pid) => Stat(pid) is [var state, ..] ? state[0] : '\0';

    internal static int ParentOf(int pid) => StatNumber(pid, 1);

    internal static int GroupOf(int pid) => StatNumber(pid, 2);

    internal static int SessionOf(int pid) => StatNumber(pid, 3);

    internal static string[] ArgumentsOf(int pid) => Text(pid, "cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    internal static string[] EnvironmentOf(int pid) => Text(pid, "environ").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The value of one line of its status, see proc_pid_status(5).</summary>
    internal static string StatusOf(int pid, string name) =>
        Text(pid, "status").Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim() ?? "";

    internal static int ThreadsOf(int pid) => int.TryParse(StatusOf(pid, "Threads"), CultureInfo.InvariantCulture, out int threads) ? threads : 0;

    /// <summary>Its descriptors and where they lead, by number.</summary>
    internal static SortedDictionary<int, string> DescriptorsOf(int pid)
    {
        var descriptors = new SortedDictionary<int, string>();
        foreach (string link in Directory.EnumerateFiles($"/proc/{pid}/fd"))
        {
            int number = int.Parse(Path.GetFileName(link), CultureInfo.InvariantCulture);
            descriptors[number] = new FileInfo(link).LinkTarget ?? "";
        }

        return descriptors;
    }

    internal static string Text(int pid, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/{file}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int StatNumber(int pid, int field) =>
        Stat(pid) is { } stat && stat.Length > field ? int.Parse(stat[field], CultureInfo.InvariantCulture) : 0;

    // What follows the name, which may itself hold blanks and parentheses: state, parent, group, session ...
    private static string[]? Stat(int pid)
    {
        string text = Text(pid, "stat");
        int nameEnd = text.LastIndexOf(')');
        return nameEnd < 0 ? null : text[(nameEnd + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
