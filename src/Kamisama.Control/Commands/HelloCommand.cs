using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary><c>ping</c>, <c>hello</c>: who is there.</summary>
internal static class HelloCommand
{
    public static Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master)
    {
        request.AllowOnly();
        return Task.FromResult<Action<Utf8JsonWriter>>(json =>
        {
            json.WriteString("name"u8, master.Options.Name);
            json.WriteNumber("pid"u8, Environment.ProcessId);
            json.WriteString("version"u8, master.Options.Version);
            json.WriteStartArray("pools"u8);
            foreach (IWorkerPool pool in master.Pools)
            {
                json.WriteStringValue(pool.Name);
            }

            json.WriteEndArray();
        });
    }
}
