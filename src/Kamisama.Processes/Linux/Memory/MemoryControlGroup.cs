using System.Globalization;

namespace Kamisama.Processes;

/// <summary>Where the kernel counts the processes of a memory control group that it killed for want of memory, see cgroups(7).</summary>
/// <remarks>Every master reads it once, at about the time of its first workers: without queries, which have to be compiled there.</remarks>
internal static class MemoryControlGroup
{
    /// <summary>The file of the group that this process is in; <see langword="null"/>: it is in none, or that can't be told.</summary>
    public static string? OwnFile() =>
        ProcFs.ReadText("/proc/self/cgroup") is { } groups && ProcFs.ReadText("/proc/self/mountinfo") is { } mounts ? FindFile(groups, mounts) : null;

    /// <summary>The count in such a file; <see langword="null"/>: there is none.</summary>
    public static long? ReadCount(string file) => ProcFs.ReadText(file) is { } text ? ParseCount(text) : null;

    /// <summary>The file of the group that a process is in.</summary>
    /// <param name="groups">/proc/PID/cgroup: "4:memory:/a/b" in version 1, "0::/a/b" in version 2.</param>
    /// <param name="mounts">/proc/PID/mountinfo, see proc_pid_mountinfo(5).</param>
    internal static string? FindFile(string groups, string mounts)
    {
        // Version 1 has the controller or version 2 has it, never both.
        string? second = null;
        foreach (string line in groups.Split('\n'))
        {
            // ID:CONTROLLERS:PATH
            string[] parts = line.Split(':', 3);
            if (parts.Length == 3 && Has(parts[1], "memory"))
            {
                return FileIn(mounts, "cgroup", "memory", parts[2], "memory.oom_control");
            }

            second ??= parts.Length == 3 && parts[0] == "0" ? parts[2] : null;
        }

        return second is null ? null : FileIn(mounts, "cgroup2", null, second, "memory.events");
    }

    /// <summary>The line "oom_kill", which both versions have.</summary>
    internal static long? ParseCount(string text)
    {
        const string Name = "oom_kill ";
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith(Name, StringComparison.Ordinal))
            {
                return long.TryParse(line.AsSpan(Name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;
            }
        }

        return null;
    }

    private static string? FileIn(string mounts, string type, string? option, string group, string file)
    {
        foreach (string line in mounts.Split('\n'))
        {
            // ID PARENT MAJOR:MINOR ROOT MOUNTPOINT OPTIONS ... - TYPE SOURCE OPTIONS
            string[] halves = line.Split(" - ", 2);
            if (halves.Length == 2
                && halves[0].Split(' ') is [_, _, _, var root, var point, ..]
                && halves[1].Split(' ') is [var mounted, _, var options]
                && mounted == type
                && (option is null || Has(options, option))
                && Below(root, group) is { } path)
            {
                return $"{point}{path}/{file}";
            }
        }

        return null;
    }

    private static bool Has(string list, string word) => Array.IndexOf(list.Split(','), word) >= 0;

    /// <summary>The path of a group from the one that is mounted: containers see a part of the tree.</summary>
    private static string? Below(string root, string group)
    {
        root = root.TrimEnd('/');
        return group == root || group.StartsWith(root + "/", StringComparison.Ordinal) ? group[root.Length..].TrimEnd('/') : null;
    }
}
