using System.Globalization;
using Kamisama.Actors;

namespace Kamisama.TestWorker;

/// <summary>Tells its master that it is ready, but only after a time; until then its status is "warming up".</summary>
internal static class ReadyAfterHabit
{
    public static int Run(string milliseconds)
    {
        WorkerNotifications.SetStatus("warming up");
        Thread.Sleep(int.Parse(milliseconds, CultureInfo.InvariantCulture));
        WorkerNotifications.ReadyAsync().Wait();
        return ReadyHabit.Run();
    }
}
