using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary><c>stop</c>: one pool, or all.</summary>
internal static class StopCommand
{
    public static async Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone)
    {
        request.AllowOnly("pool", "mode", "wait");
        StopMode mode = ReadMode(request);
        IReadOnlyList<IWorkerPool> pools = master.PoolsOf(request);
        Task stopping = request.Text("pool") is null ? master.Stop(mode) : pools[0].StopAsync(mode);
        bool wait = request.Flag("wait");
        if (wait)
        {
            await stopping.WaitAsync(gone).ConfigureAwait(false);
        }

        return json =>
        {
            json.WriteString("mode"u8, JsonNames.Of(mode));
            json.WriteBoolean("over"u8, wait);
            if (wait)
            {
                json.WriteStartArray("pools"u8);
                foreach (IWorkerPool pool in pools)
                {
                    new PoolReport(pool, null).Write(json, _ => { });
                }

                json.WriteEndArray();
            }
        };
    }

    private static StopMode ReadMode(ControlRequest request) => request.Text("mode") switch
    {
        "drain" => StopMode.Drain,
        null or "graceful" => StopMode.Graceful,
        "immediate" => StopMode.Immediate,
        _ => throw ControlRequest.Bad("'mode' must be \"drain\", \"graceful\" or \"immediate\"."),
    };
}
