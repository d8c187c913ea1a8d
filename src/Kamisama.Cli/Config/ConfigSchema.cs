using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kamisama.Cli.Config;

/// <summary>The JSON Schema of a configuration, made of <see cref="ConfigKeys"/>; docs/kamisama.schema.json is this text.</summary>
internal static class ConfigSchema
{
    private const string Variable = "\\$\\{";

    public static string Text
    {
        get
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                Write(json);
            }

            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "kamisama");
        json.WriteString("description", "Pools of background workers, see docs/configuration.md. A text may hold ${VAR} and ${VAR:-default}.");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        WriteProperty(json, ConfigKeys.Schema, ConfigKind.Text, [], "Where this schema is, for the editor.", "");
        WriteProperty(json, ConfigKeys.Strategy, ConfigKind.Word, ["one-for-one", "one-for-all", "rest-for-one"], "Which pools are restarted when one gave up.", "\"one-for-one\"");
        WriteProperty(json, ConfigKeys.RestartLimit, ConfigKind.Whole, [], "How many restarts of pools the restart interval may hold. 0: the first pool that gives up ends everything.", "0");
        WriteProperty(json, ConfigKeys.RestartInterval, ConfigKind.Time, [], "The sliding interval of the restart limit.", "60");
        json.WriteStartObject(ConfigKeys.Pools);
        json.WriteString("description", "The pools by their names: letters, digits, '-' and '_'. Started in this order, stopped in the reverse order.");
        json.WriteString("type", "object");
        json.WriteNumber("minProperties", 1);
        json.WriteStartObject("propertyNames");
        json.WriteString("pattern", "^[A-Za-z0-9_-]{1,64}$");
        json.WriteEndObject();
        json.WriteStartObject("additionalProperties");
        WritePool(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    }

    private static void WritePool(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        WriteProperty(json, ConfigKeys.Command, ConfigKind.List, [], "What the workers run: the program and its arguments, or one text that is cut at spaces, with quotes, without a shell. {index} is replaced by the worker's index.", "");
        WriteTexts(json, ConfigKeys.Environment, "Variables for the workers; null removes one.");
        WriteTexts(json, ConfigKeys.Rules, "Kinds of ends that are treated in their own way: clean, failed, signalled, timed-out, killed-for-memory, could-not-start, recycled. A rule is backoff=FIRST[..LONGEST] or limit=N/TIME, or both with a comma.");
        WriteProperty(json, ConfigKeys.BreachAction, ConfigKind.Word, ["fail", "stop-pool"], "What it means when this pool gives up: fail, it is restarted as strategy says, or everything stops; stop-pool, only this pool is over.", "\"fail\"");
        foreach (ConfigKey key in ConfigKeys.Pool)
        {
            WriteProperty(json, key.Name, key.Kind, key.Words, key.Meaning, key.Default);
        }

        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, string meaning)
    {
        json.WriteStartObject(name);
        json.WriteString("description", meaning);
        json.WriteString("type", "object");
        json.WriteStartObject("additionalProperties");
        WriteTypes(json, "string", "number", "boolean", "null");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, ConfigKind kind, IReadOnlyList<string> words, string meaning, string @default)
    {
        json.WriteStartObject(name);
        json.WriteString("description", meaning);
        switch (kind)
        {
            case ConfigKind.Word:
                WriteWords(json, words);
                break;
            case ConfigKind.List:
                WriteTypes(json, "array", "string", "null");
                json.WriteStartObject("items");
                WriteTypes(json, "string", "number");
                json.WriteEndObject();
                break;
            case ConfigKind.Text:
                WriteTypes(json, "string", "number", "null");
                break;
            case ConfigKind.Whole or ConfigKind.WholeOrUnlimited:
                WriteTypes(json, "integer", "string", "null");
                json.WriteNumber("minimum", 0);
                break;
            default:
                WriteTypes(json, "number", "string", "null");
                json.WriteNumber("minimum", 0);
                break;
        }

        if (@default.Length > 0)
        {
            json.WritePropertyName("default");
            json.WriteRawValue(@default);
        }

        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, IReadOnlyList<string> words)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteStartArray("enum");
        foreach (string word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteString("pattern", Variable);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteTypes(Utf8JsonWriter json, params ReadOnlySpan<string> types)
    {
        json.WriteStartArray("type");
        foreach (string type in types)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
    }
}
