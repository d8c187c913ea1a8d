using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kamisama.Actors;
using Kamisama.Control;

namespace Kamisama.Cli.Output;

/// <summary>Lines for programs: one JSON object an event. <c>kamisama run --help</c> names the fields that all have.</summary>
internal sealed class JsonEventPrinter(int masterPid, TimeProvider time) : IEventPrinter
{
    // Relaxed: no escapes for the sake of HTML. Control characters are escaped all the same.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] Print(SupervisionEvent supervisionEvent) => Line(
        JsonEvents.NameOf(supervisionEvent),
        supervisionEvent.Time,
        supervisionEvent.ToString(),
        json =>
        {
            json.WriteString("pool", supervisionEvent.Pool);
            JsonEvents.WriteFields(json, supervisionEvent);
        });

    public byte[] PrintLost(long lines) => Line(
        "lines_lost", time.GetUtcNow(), "standard error did not take them in time", json => json.WriteNumber("lines", lines));

    private byte[] Line(string name, DateTimeOffset when, string message, Action<Utf8JsonWriter> writeFields)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", when.UtcDateTime);
            json.WriteString("event", name);
            json.WriteNumber("master", masterPid);
            writeFields(json);
            json.WriteString("message", message);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
