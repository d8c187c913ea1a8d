using System.Diagnostics;
using System.Globalization;
using Kamisama.Actors;

namespace Kamisama.TestWorker;

/// <summary>Is ready and sends a heartbeat every so often, until it hangs; 0: for ever.</summary>
internal static class HeartbeatHabit
{
    public static int Run(string every, string until)
    {
        int pause = int.Parse(every, CultureInfo.InvariantCulture);
        int end = int.Parse(until, CultureInfo.InvariantCulture);
        WorkerNotifications.ReadyAsync().Wait();
        ReadyHabit.Say();
        var uptime = Stopwatch.StartNew();
        while (end == 0 || uptime.ElapsedMilliseconds < end)
        {
            WorkerNotifications.Heartbeat();
            Thread.Sleep(pause);
        }

        WorkerNotifications.SetStatus("hanging");
        return HangHabit.Run();
    }
}
