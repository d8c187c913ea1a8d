using System.Diagnostics;

namespace Kamisama.Benchmarks;

/// <summary>Lives: making actors, restarting one, stopping many.</summary>
internal static class LifeProbe
{
    private const int Restarts = 10_000;
    private const int Actors = 10_000;
    private const int Many = 80_000;

    public static async Task RunAsync()
    {
        ActorSystem system = ActorSystem.Create("bench");
        RuntimeProbe.Print(RuntimeRow.Restart, await RuntimeProbe.MedianAsync(() => RestartAsync(system)));
        RuntimeProbe.Print(RuntimeRow.ActorOf, await RuntimeProbe.MedianAsync(async () => (await LiveAsync(system, Actors)).Making));
        RuntimeProbe.Print(RuntimeRow.ActorBytes, (await LiveAsync(system, Actors)).Bytes);
        double few = await RuntimeProbe.MedianAsync(async () => (await LiveAsync(system, Actors)).Stopping);
        RuntimeProbe.Print(RuntimeRow.Stop, few * Actors / 1e3);
        var many = new Samples();
        for (int i = 0; i < 3; i++)
        {
            many.Add((await LiveAsync(system, Many)).Stopping);
        }

        RuntimeProbe.Print(RuntimeRow.StopGrowth, many.Median / few);
        await system.Terminate();
    }

    private static async Task<double> RestartAsync(ActorSystem system)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef parent = system.ActorOf(Props.Create(() => new ParentActor()));
        long begin = Stopwatch.GetTimestamp();
        parent.Tell(new Countdown(Restarts, done), ActorRefs.NoSender);
        await done.Task;
        double microseconds = Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Restarts;
        await parent.GracefulStop(TimeSpan.FromMinutes(1));
        return microseconds;
    }

    /// <summary>Makes children until the last lives, and stops them by stopping their parent. Microseconds and bytes of each.</summary>
    private static async Task<(double Making, double Stopping, double Bytes)> LiveAsync(ActorSystem system, int count)
    {
        IActorRef parent = system.ActorOf(Props.Create(() => new ParentActor()));
        long bytes = GC.GetTotalMemory(forceFullCollection: true);
        using var births = new CountdownEvent(count);
        long begin = Stopwatch.GetTimestamp();
        parent.Tell(births, ActorRefs.NoSender);
        births.Wait();
        double making = Stopwatch.GetElapsedTime(begin).TotalMicroseconds / count;
        bytes = GC.GetTotalMemory(forceFullCollection: true) - bytes;
        begin = Stopwatch.GetTimestamp();
        await parent.GracefulStop(TimeSpan.FromMinutes(5));
        return (making, Stopwatch.GetElapsedTime(begin).TotalMicroseconds / count, (double)bytes / count);
    }
}
