using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary><c>ps</c>, <c>status</c>: what the pools and their workers are doing, and what they use.</summary>
internal static class StatusCommand
{
    public static async Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone)
    {
        request.AllowOnly("pool");
        PoolReport[] reports = await PoolReport.OfAsync(master.PoolsOf(request), master.Options.TimeProvider, gone).ConfigureAwait(false);
        return json =>
        {
            json.WriteNumber("pid"u8, Environment.ProcessId);
            json.WriteStartArray("pools"u8);
            foreach (PoolReport report in reports)
            {
                report.Write(json, status => Write(json, status));
            }

            json.WriteEndArray();
        };
    }

    private static void Write(Utf8JsonWriter json, PoolStatus status)
    {
        JsonFields.WriteStatus(json, status, worker =>
        {
            if (worker.Pid is { } pid && ProcessUsage.Of(pid) is { } usage)
            {
                json.WriteNumber("rssBytes"u8, usage.ResidentBytes);
                json.WriteNumber("cpuSeconds"u8, usage.ProcessorTime.TotalSeconds);
            }
        });
    }
}
