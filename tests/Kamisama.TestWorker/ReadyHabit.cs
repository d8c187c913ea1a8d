namespace Kamisama.TestWorker;

/// <summary>Says that it is ready and waits for a signal.</summary>
internal static class ReadyHabit
{
    public static int Run()
    {
        Say();
        Thread.Sleep(Timeout.Infinite);
        return 70;
    }

    /// <summary>The line that tests wait for.</summary>
    public static void Say()
    {
        Console.Out.WriteLine($"ready (pid {Environment.ProcessId})");
        Console.Out.Flush();
    }
}
