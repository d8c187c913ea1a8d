using Kamisama.Actors;

namespace Kamisama.TestHost;

/// <summary>Says what happens to the pool, a line each.</summary>
internal static class Said
{
    public static void OnEvent(SupervisionEvent supervisionEvent)
    {
        switch (supervisionEvent)
        {
            case SupervisionEvent.WorkerStarted started:
                Console.WriteLine($"started {started.Worker.Index} {started.Worker.Incarnation} {started.Process.Pid}");
                break;
            case SupervisionEvent.WorkerExited exited:
                Console.WriteLine($"exited {exited.Report.Worker.Index} {exited.Report.Worker.Incarnation} {exited.Report.Exit}");
                break;
            default:
                Console.WriteLine(supervisionEvent.ToString());
                break;
        }
    }
}
