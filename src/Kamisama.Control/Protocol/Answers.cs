using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kamisama.Control;

/// <summary>Words answers, each as one line.</summary>
internal static class Answers
{
    // Relaxed: no escapes for the sake of HTML. Control characters are escaped all the same.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Result(string? id, Action<Utf8JsonWriter> writeFields) => Line(id, json =>
    {
        json.WriteBoolean("ok"u8, true);
        json.WriteStartObject("result"u8);
        writeFields(json);
        json.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Error(string? id, string code, string message) => Line(id, json =>
    {
        json.WriteBoolean("ok"u8, false);
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, code);
        json.WriteString("message"u8, message);
        json.WriteEndObject();
    });

    /// <summary>A line with what all lines have, and more.</summary>
    public static ReadOnlyMemory<byte> Line(string? id, Action<Utf8JsonWriter> writeFields)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("v"u8, ControlRequest.Version);
            if (id is not null)
            {
                json.WriteString("id"u8, id);
            }

            writeFields(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
