using System.Text.Json;

namespace Kamisama.Cli.Control;

/// <summary><c>kamisama ps</c>: a line for each worker.</summary>
internal static class PsTable
{
    public static string Of(JsonElement result)
    {
        var table = new Table("POOL", "WORKER:", "PID:", "STATE", "UPTIME:", "INCARNATION:", "RSS:", "CPU:", "STATUS");
        foreach (JsonElement pool in result.Items("pools"))
        {
            string name = pool.Text("pool");
            foreach (JsonElement worker in pool.Items("workers"))
            {
                table.Add(
                    name,
                    worker.Text("worker"),
                    worker.Text("pid"),
                    worker.Text("state"),
                    Fields.Duration(worker.Number("uptimeSeconds")),
                    worker.Text("incarnation"),
                    Fields.Size(worker.Number("rssBytes")),
                    Fields.Duration(worker.Number("cpuSeconds")),
                    StatusOf(worker));
            }

            if (!pool.Is("workers"))
            {
                table.Add(name, Fields.None, Fields.None, pool.Text("state"), Fields.None, Fields.None, Fields.None, Fields.None, pool.Text("outcome"));
            }
        }

        return table.ToString();
    }

    private static string StatusOf(JsonElement worker) =>
        worker.Number("startsInSeconds") is { } wait ? $"starts in {Fields.Duration(wait)}"
        : worker.Is("statusText") ? worker.Text("statusText")
        : "";
}
