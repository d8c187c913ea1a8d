using System.Text.Json;
using System.Text.Unicode;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary>One request, read and checked as far as that can be done without knowing the command.</summary>
/// <remarks>A value is a <see cref="string"/>, a <see cref="long"/> or a <see cref="bool"/>; null is as good as absent.</remarks>
internal sealed class ControlRequest
{
    /// <summary>The version of the protocol.</summary>
    public const int Version = 1;

    private const int LongestId = 128;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly Dictionary<string, object> _values;

    private ControlRequest(string? id, string command, Dictionary<string, object> values) => (Id, Command, _values) = (id, command, values);

    /// <summary>The client's mark, which the answer repeats.</summary>
    public string? Id { get; }

    /// <summary>What is asked for.</summary>
    public string Command { get; }

    /// <summary>Reads a line.</summary>
    /// <param name="frame">The line without its end.</param>
    /// <param name="id">The mark, as soon as it is known: also of a request that is wrong otherwise.</param>
    /// <exception cref="ControlException">It is none.</exception>
    public static ControlRequest Parse(ReadOnlyMemory<byte> frame, out string? id)
    {
        id = null;
        if (!Utf8.IsValid(frame.Span))
        {
            throw new ControlException(ControlErrorCode.BadFrame, "The line is no UTF-8. Send one JSON object a line, in UTF-8.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(frame, Strict);
            return Read(document.RootElement, out id);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second one: half a surrogate pair in an escape.
            throw new ControlException(ControlErrorCode.BadFrame, $"The line is no JSON that can be read: {exception.Message} Send one JSON object a line.");
        }
    }

    /// <summary>Refuses fields that the command does not know: a slip in a name must not pass for "not given".</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (string name in _values.Keys)
        {
            if (!names.Contains(name))
            {
                throw Bad($"'{Command}' has no field '{name}'{(names.Length == 0 ? "" : $"; it has: {string.Join(", ", names!)}")}.");
            }
        }
    }

    public string? Text(string name) => _values.GetValueOrDefault(name) switch
    {
        null => null,
        string text => text,
        _ => throw Bad($"'{name}' must be a text."),
    };

    public bool Flag(string name) => _values.GetValueOrDefault(name) switch
    {
        null => false,
        bool flag => flag,
        _ => throw Bad($"'{name}' must be true or false."),
    };

    public int? Number(string name, int least, int most) => _values.GetValueOrDefault(name) switch
    {
        null => null,
        long number when number >= least && number <= most => (int)number,
        _ => throw Bad($"'{name}' must be a whole number from {least} to {most}."),
    };

    /// <summary>The index of a worker, if one is named.</summary>
    public int? Worker() => Number("worker", 1, WorkerPoolOptions.MaxInstances);

    /// <summary>The value as it came.</summary>
    public object? Value(string name) => _values.GetValueOrDefault(name);

    public static ControlException Bad(string message) => new(ControlErrorCode.BadRequest, message);

    private static ControlRequest Read(JsonElement root, out string? id)
    {
        id = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new ControlException(ControlErrorCode.BadFrame, $"The line is no JSON object but {root.ValueKind}. Send one JSON object a line.");
        }

        if (root.TryGetProperty("id"u8, out JsonElement mark) && mark.ValueKind != JsonValueKind.Null)
        {
            id = mark.ValueKind == JsonValueKind.String && mark.GetString() is { Length: <= LongestId } text
                ? text
                : throw Bad($"'id' must be a text of at most {LongestId} characters.");
        }

        if (!root.TryGetProperty("v"u8, out JsonElement version) || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out int number) || number != Version)
        {
            throw Bad($"'v' must be {Version}, the version of the protocol.");
        }

        if (!root.TryGetProperty("cmd"u8, out JsonElement command) || command.ValueKind != JsonValueKind.String)
        {
            throw Bad("'cmd' is missing: it must be a text, such as \"ps\".");
        }

        return new ControlRequest(id, command.GetString()!, ReadValues(root));
    }

    private static Dictionary<string, object> ReadValues(JsonElement root)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name is not ("v" or "id" or "cmd") && property.Value.ValueKind != JsonValueKind.Null)
            {
                values.Add(property.Name, property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString()!,
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    JsonValueKind.Number when property.Value.TryGetInt64(out long number) => number,
                    JsonValueKind.Number => throw Bad($"'{property.Name}' is no whole number, or too large."),
                    _ => throw Bad($"'{property.Name}' must be a text, a number, true or false."),
                });
            }
        }

        return values;
    }
}
