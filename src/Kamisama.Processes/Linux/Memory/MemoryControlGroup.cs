using System.Globalization;

namespace Kamisama.Processes;

/// <summary>Where the kernel counts the processes of a memory control group that it killed for want of memory, see cgroups(7).</summary>
internal static class MemoryControlGroup
{
    /// <summary>The file of the group that this process is in; <see langword="null"/>: it is in none, or that can't be told.</summary>
    public static string? OwnFile()
    {
        try
        {
            return FindFile(File.ReadAllText("/proc/self/cgroup"), File.ReadAllText("/proc/self/mountinfo"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The count in such a file; <see langword="null"/>: there is none.</summary>
    public static long? ReadCount(string file)
    {
        try
        {
            return ParseCount(File.ReadAllText(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The file of the group that a process is in.</summary>
    /// <param name="groups">/proc/PID/cgroup: "4:memory:/a/b" in version 1, "0::/a/b" in version 2.</param>
    /// <param name="mounts">/proc/PID/mountinfo, see proc_pid_mountinfo(5).</param>
    internal static string? FindFile(string groups, string mounts)
    {
        string[][] lines = [.. groups.Split('\n').Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3)];

        // Version 1 has the controller or version 2 has it, never both.
        return lines.FirstOrDefault(parts => parts[1].Split(',').Contains("memory")) is { } first
            ? FileIn(mounts, "cgroup", "memory", first[2], "memory.oom_control")
            : lines.FirstOrDefault(parts => parts[0] == "0") is { } second
                ? FileIn(mounts, "cgroup2", null, second[2], "memory.events")
                : null;
    }

    /// <summary>The line "oom_kill", which both versions have.</summary>
    internal static long? ParseCount(string text)
    {
        const string Name = "oom_kill ";
        string? line = text.Split('\n').FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return line is not null && long.TryParse(line.AsSpan(Name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;
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
                && (option is null || options.Split(',').Contains(option))
                && Below(root, group) is { } path)
            {
                return $"{point}{path}/{file}";
            }
        }

        return null;
    }

    /// <summary>The path of a group from the one that is mounted: containers see a part of the tree.</summary>
    private static string? Below(string root, string group)
    {
        root = root.TrimEnd('/');
        return group == root || group.StartsWith(root + "/", StringComparison.Ordinal) ? group[root.Length..].TrimEnd('/') : null;
    }
}
