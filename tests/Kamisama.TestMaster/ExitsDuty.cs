using System.Diagnostics;

namespace Kamisama.TestMaster;

/// <summary>Starts children that exit with codes and says how many codes were right, optionally beside System.Diagnostics.Process.</summary>
internal static class ExitsDuty
{
    public static async Task<int> RunAsync(int count, bool besideProcess)
    {
        var host = new LinuxProcessHost();
        var handles = new IProcessHandle[count];
        int otherRight = 0;
        for (int i = 0; i < count; i++)
        {
            handles[i] = host.Start(new ProcessSpec { FileName = "sh", Arguments = ["-c", $"exit {i % 256}"] });
            if (besideProcess)
            {
                otherRight += await RunOtherAsync(i % 256) ? 1 : 0;
            }
        }

        int right = 0, unknown = 0;
        for (int i = 0; i < count; i++)
        {
            ProcessExit exit = await handles[i].Exited;
            right += exit is ProcessExit.Code { ExitCode: var code } && code == i % 256 ? 1 : 0;
            unknown += exit is ProcessExit.Unknown ? 1 : 0;
        }

        Console.Out.WriteLine($"right {right} unknown {unknown} other {otherRight} pid {Environment.ProcessId}");
        return 0;
    }

    private static async Task<bool> RunOtherAsync(int code)
    {
        using var process = Process.Start("sh", ["-c", $"exit {code}"]);
        await process.WaitForExitAsync();
        return process.ExitCode == code;
    }
}
