using System.Runtime.InteropServices;

namespace Kamisama.TestMaster;

/// <summary>Starts children and ends itself in one of the ways in which a .NET program can end.</summary>
internal static partial class CrashDuty
{
    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();

    public static async Task<int> RunAsync(string how)
    {
        foreach (IProcessHandle handle in HoldDuty.Start(new LinuxProcessHost(), 3))
        {
            Console.Out.WriteLine($"child {(await handle.Started).Pid}");
        }

        Console.Out.Flush();
        if (how != "return")
        {
            End(how);
        }

        return 0;
    }

    private static void End(string how)
    {
        switch (how)
        {
            case "exit":
                Environment.Exit(3);
                break;
            case "abort":
                Abort();
                break;
            case "failfast":
                Environment.FailFast("as asked");
                break;
            case "segfault":
                Marshal.WriteInt32(8, 1);
                break;
            case "overflow":
                Overflow(0);
                break;
            case "throw":
                new Thread(() => throw new InvalidOperationException("as asked")).Start();
                Thread.Sleep(Timeout.Infinite);
                break;
            default:
                throw new ArgumentException($"'{how}' is no way to end.");
        }
    }

    private static int Overflow(int depth) => depth < 0 ? depth : Overflow(depth + 1) + Overflow(depth + 2);
}
