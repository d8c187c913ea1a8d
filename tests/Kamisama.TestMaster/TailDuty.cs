namespace Kamisama.TestMaster;

/// <summary>Runs a script whose output goes through this process, and writes in a file what is known of it right at its exit.</summary>
internal static class TailDuty
{
    public static async Task<int> RunAsync(string script, string report)
    {
        IProcessHandle handle = new LinuxProcessHost().Start(new ProcessSpec
        {
            FileName = "/bin/sh",
            Arguments = ["-c", script],
            StandardOutput = ProcessStdio.Tail(3),
            StandardError = ProcessStdio.Tail(3),
        });
        ProcessExit exit = await handle.Exited;
        string[] lines =
        [
            $"{exit}",
            $"output {string.Join('|', handle.LastOutputLines)}",
            $"error {string.Join('|', handle.LastErrorLines)}",
            $"dropped {LinuxProcessHost.DroppedOutput}",
        ];

        // Under another name first, so that whoever waits for the file finds all of it.
        await File.WriteAllLinesAsync(report + ".new", lines);
        File.Move(report + ".new", report);
        return 0;
    }
}
