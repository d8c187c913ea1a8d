using System.Globalization;

namespace Kamisama.Processes.Tests;

/// <summary>A memory control group of our own with a limit, of whichever version is writable here.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private static readonly (string Root, string Limit)[] Places =
    [
        ("/sys/fs/cgroup/memory", "memory.limit_in_bytes"),
        ("/sys/fs/cgroup", "memory.max"),
    ];

    private readonly string _folder;

    private MemoryGroup(string folder) => _folder = folder;

    /// <summary>Begins a command with this: the shell enters the group and becomes what follows.</summary>
    internal string[] Wrapper => ["/bin/sh", "-c", $"echo $$ > {Members} && exec \"$@\"", "sh"];

    /// <summary>The file of its processes.</summary>
    internal string Members => Path.Combine(_folder, "cgroup.procs");

    /// <summary>Makes it; <see langword="null"/> where none can be made.</summary>
    internal static MemoryGroup? TryMake(long limit)
    {
        foreach ((string root, string file) in Places)
        {
            string folder = Path.Combine(root, $"kamisama-test-{Guid.NewGuid():N}");
            try
            {
                Directory.CreateDirectory(folder);
                if (!File.Exists(Path.Combine(folder, file)))
                {
                    Directory.Delete(folder);
                    continue;
                }

                File.WriteAllText(Path.Combine(folder, file), limit.ToString(CultureInfo.InvariantCulture));
                return new MemoryGroup(folder);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Not here; perhaps at the next place.
            }
        }

        return null;
    }

    public void Dispose() => Directory.Delete(_folder);
}

/// <summary>Needs a memory control group of its own.</summary>
public sealed class MemoryGroupFactAttribute : LauncherFactAttribute
{
    public MemoryGroupFactAttribute()
    {
        if (Skip is null)
        {
            using MemoryGroup? group = MemoryGroup.TryMake(1 << 30);
            Skip = group is null ? "No memory control group can be made here: that needs root and a writable /sys/fs/cgroup." : null;
        }
    }
}
