namespace Kamisama.TestMaster;

/// <summary>Starts children and kills them again without end, so that it can be killed in the middle of a start.</summary>
internal static class StormDuty
{
    public static int Run()
    {
        var host = new LinuxProcessHost();
        Console.Out.WriteLine($"ready (pid {Environment.ProcessId})");
        Console.Out.Flush();
        var running = new Queue<IProcessHandle>();
        while (true)
        {
            running.Enqueue(host.Start(new ProcessSpec
            {
                FileName = "sleep",
                Arguments = ["1000"],

                // How the test finds what is left.
                Environment = new Dictionary<string, string?> { ["KAMISAMA_STORM"] = $"{Environment.ProcessId}" },
            }));
            if (running.Count > 20)
            {
                IProcessHandle oldest = running.Dequeue();
                oldest.Signal(9);
                oldest.Exited.Wait();
            }
        }
    }
}
