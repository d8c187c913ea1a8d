using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary><c>logs</c>: the last lines of workers, where the program keeps them.</summary>
internal static class LogsCommand
{
    private const int DefaultLines = 10, MaxLines = 10_000;

    public static async Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone)
    {
        request.AllowOnly("pool", "worker", "lines");
        IWorkerPool pool = master.PoolOf(request);
        int count = request.Number("lines", 1, MaxLines) ?? DefaultLines;
        if (master.Options.Logs is not { } logs)
        {
            throw new ControlException(ControlErrorCode.NotSupported, "This master keeps no lines of its workers: their output is its own.");
        }

        IReadOnlyList<string> lines = await logs(pool.Name, request.Worker(), count, gone).ConfigureAwait(false);
        return json =>
        {
            json.WriteString("pool"u8, pool.Name);
            json.WriteStartArray("lines"u8);
            foreach (string line in lines)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
        };
    }
}
