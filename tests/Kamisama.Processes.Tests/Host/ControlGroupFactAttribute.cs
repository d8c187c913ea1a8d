namespace Kamisama.Processes.Tests;

/// <summary>Needs a writable cgroup v2 file system with cgroup.kill.</summary>
public sealed class ControlGroupFactAttribute : LauncherFactAttribute
{
    private static readonly string[] Places = ["/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

    public ControlGroupFactAttribute()
    {
        if (Skip is null && Root is null)
        {
            Skip = "No control group can be made here: that needs root, a writable cgroup v2 in /sys/fs/cgroup, and Linux 5.14.";
        }
    }

    /// <summary>Where groups can be made; <see langword="null"/>: nowhere.</summary>
    internal static string? Root { get; } = Array.Find(Places, IsWritable);

    private static bool IsWritable(string place)
    {
        try
        {
            string path = Path.Combine(place, $"kamisama-test-{Guid.NewGuid():N}");
            Directory.CreateDirectory(path);
            bool hasKill = File.Exists(Path.Combine(path, "cgroup.kill"));
            Directory.Delete(path);
            return hasKill;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
