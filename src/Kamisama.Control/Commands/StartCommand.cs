using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary><c>start</c>: workers that wait for their start are started now.</summary>
internal static class StartCommand
{
    public static async Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone)
    {
        request.AllowOnly("pool", "worker");
        IWorkerPool pool = master.PoolOf(request);
        int started = await pool.StartNowAsync(request.Worker(), gone).ConfigureAwait(false);
        return json =>
        {
            json.WriteString("pool"u8, pool.Name);
            json.WriteNumber("started"u8, started);
        };
    }
}
