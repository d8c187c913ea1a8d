using System.Diagnostics;

namespace Kamisama.Benchmarks;

/// <summary>Messages: to and fro, from many to one, questions.</summary>
internal static class MessageProbe
{
    private const int Rounds = 100_000;
    private const int Producers = 4;
    private const int Each = 100_000;
    private const int Questions = 20_000;

    public static async Task RunAsync()
    {
        ActorSystem system = ActorSystem.Create("bench");
        RuntimeProbe.Print(RuntimeRow.PingPong, await RuntimeProbe.MedianAsync(() => PingPongAsync(system)));
        RuntimeProbe.Print(RuntimeRow.FanIn, await RuntimeProbe.MedianAsync(() => FanInAsync(system)));
        IActorRef echo = system.ActorOf(Props.Create(() => new EchoActor()));
        RuntimeProbe.Print(RuntimeRow.Ask, await RuntimeProbe.MedianAsync(() => AskAsync(echo)));
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await AskAsync(echo);
        RuntimeProbe.Print(RuntimeRow.AskBytes, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Questions);
        await system.Terminate();
    }

    private static async Task<double> PingPongAsync(ActorSystem system)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef pong = system.ActorOf(Props.Create(() => new EchoActor()));
        IActorRef ping = system.ActorOf(Props.Create(() => new PingActor(pong, Rounds, done)));
        long begin = Stopwatch.GetTimestamp();
        ping.Tell("ball", ActorRefs.NoSender);
        await done.Task;
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        system.Stop(ping);
        system.Stop(pong);
        return 2 * Rounds / seconds / 1e6;
    }

    private static async Task<double> FanInAsync(ActorSystem system)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef all = system.ActorOf(Props.Create(() => new CountingActor(Producers * Each, done)));
        Thread[] producers = [.. Enumerable.Range(0, Producers).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                all.Tell("message", ActorRefs.NoSender);
            }
        }))];
        long begin = Stopwatch.GetTimestamp();
        Array.ForEach(producers, producer => producer.Start());
        await done.Task;
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Array.ForEach(producers, producer => producer.Join());
        system.Stop(all);
        return Producers * Each / seconds / 1e6;
    }

    private static async Task<double> AskAsync(IActorRef echo)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < Questions; i++)
        {
            await echo.Ask<string>("question");
        }

        return Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Questions;
    }
}
