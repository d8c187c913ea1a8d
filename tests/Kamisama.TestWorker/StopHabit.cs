namespace Kamisama.TestWorker;

/// <summary>Stops itself, as a program that reads from a terminal in the background; goes on when it is continued.</summary>
internal static class StopHabit
{
    public static int Run()
    {
        ReadyHabit.Say();
        _ = Native.Kill(Environment.ProcessId, Native.SIGSTOP);
        Console.Out.WriteLine("continued");
        return ReadyHabit.Run();
    }
}
