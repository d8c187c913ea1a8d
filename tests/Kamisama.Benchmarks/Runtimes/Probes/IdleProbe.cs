namespace Kamisama.Benchmarks;

/// <summary>A system with one actor that has had a timer; then it stands still until its input ends, and the driver looks at it.</summary>
internal static class IdleProbe
{
    public static void Run()
    {
        ActorSystem system = ActorSystem.Create("bench");
        var done = new TaskCompletionSource();
        IActorRef actor = system.ActorOf(Props.Create(() => new CountingActor(1, done)), "first");
        system.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(50), actor, "go", ActorRefs.NoSender);
        done.Task.Wait();
        Console.WriteLine("ready");
        Console.In.Read();
        system.Terminate().Wait();
    }
}
