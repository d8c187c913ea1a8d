using System.Diagnostics;

namespace Kamisama.Benchmarks;

/// <summary>From the first line of Main to the first message in an actor; then the system is ended, for the time of the whole process.</summary>
internal static class StartProbe
{
    public static void Run(long begin)
    {
        var done = new TaskCompletionSource();
        ActorSystem system = ActorSystem.Create("bench");
        system.ActorOf(Props.Create(() => new CountingActor(1, done)), "first").Tell("go", ActorRefs.NoSender);
        done.Task.Wait();
        double first = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        system.Terminate().Wait();
        RuntimeProbe.Print(RuntimeRow.FirstMessage, first);
    }
}
