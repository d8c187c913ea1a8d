using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary><c>why</c>: how workers ended last, and what the pool did about it.</summary>
internal static class WhyCommand
{
    public static async Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone)
    {
        request.AllowOnly("pool", "worker");
        int? index = request.Worker();
        IReadOnlyList<IWorkerPool> pools = index is null ? master.PoolsOf(request) : [master.PoolOf(request)];
        PoolReport[] reports = await PoolReport.OfAsync(pools, master.Options.TimeProvider, gone).ConfigureAwait(false);
        if (index is { } wanted && reports[0].Status is { } only && ExitsOf(only, index).Count == 0 && only.Workers.All(worker => worker.Worker.Index != wanted))
        {
            throw new ControlException(ControlErrorCode.UnknownWorker, $"The pool '{only.Name}' has no worker {wanted}, and none of that index has ended lately.");
        }

        return json =>
        {
            json.WriteStartArray("pools"u8);
            foreach (PoolReport report in reports)
            {
                report.Write(json, status => Write(json, ExitsOf(status, index)));
            }

            json.WriteEndArray();
        };
    }

    // The last ones of the pool, with those of slots that nothing has happened to for a while. Oldest first.
    private static List<WorkerExitReport> ExitsOf(PoolStatus status, int? index) =>
    [
        .. status.Workers.Select(worker => worker.LastExit).OfType<WorkerExitReport>()
            .Concat(status.LastExits)
            .DistinctBy(exit => exit.Worker)
            .Where(exit => index is null || exit.Worker.Index == index)
            .OrderBy(exit => exit.EndedAt),
    ];

    private static void Write(Utf8JsonWriter json, List<WorkerExitReport> exits)
    {
        json.WriteStartArray("exits"u8);
        foreach (WorkerExitReport exit in exits)
        {
            json.WriteStartObject();
            JsonFields.WriteReport(json, exit);
            json.WriteString("startedAt"u8, exit.StartedAt);
            json.WriteString("endedAt"u8, exit.EndedAt);
            json.WriteString("message"u8, exit.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
