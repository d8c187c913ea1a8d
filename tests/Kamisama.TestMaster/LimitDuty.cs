namespace Kamisama.TestMaster;

/// <summary>Lets a child print its soft limit on open files.</summary>
internal static class LimitDuty
{
    public static async Task<int> RunAsync()
    {
        await new LinuxProcessHost().Start(new ProcessSpec { FileName = "sh", Arguments = ["-c", "ulimit -Sn"] }).Exited;
        return 0;
    }
}
