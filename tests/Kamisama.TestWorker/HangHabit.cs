namespace Kamisama.TestWorker;

/// <summary>Hangs at its start: runs, but never says that it is ready.</summary>
internal static class HangHabit
{
    public static int Run()
    {
        Thread.Sleep(Timeout.Infinite);
        return 70;
    }
}
