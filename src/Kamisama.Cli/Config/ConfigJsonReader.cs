using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Kamisama.Cli.Config;

/// <summary>Reads JSON with comments and trailing commas into <see cref="ConfigNode"/>s.</summary>
/// <remarks>Not JsonDocument or Microsoft.Extensions.Configuration: both forget where a value stood, and the second which key came twice.</remarks>
internal sealed class ConfigJsonReader
{
    /// <summary>Objects and arrays within each other; a configuration needs four.</summary>
    public const int MaxDepth = 16;

    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth };

    private readonly ConfigFaults _faults;
    private readonly byte[] _text;
    private readonly TextPositions _positions;
    private readonly Func<(int Line, int Column), ConfigOrigin> _originOf;

    private ConfigJsonReader(byte[] text, ConfigFaults faults, Func<(int Line, int Column), ConfigOrigin> originOf) =>
        (_text, _faults, _originOf, _positions) = (text, faults, originOf, new TextPositions(text));

    /// <summary>The value, or <see langword="null"/> and a fault.</summary>
    /// <param name="source">The file or variable.</param>
    /// <param name="isVariable">Whether it is a variable.</param>
    /// <param name="text">What it holds, in UTF-8.</param>
    /// <param name="faults">Where faults go.</param>
    public static ConfigNode? Read(string source, bool isVariable, byte[] text, ConfigFaults faults)
    {
        byte[] withoutMark = text.AsSpan().StartsWith("\uFEFF"u8) ? text[3..] : text;
        return new ConfigJsonReader(withoutMark, faults, at => new ConfigOrigin(source, at.Line, at.Column, isVariable)).Read();
    }

    private ConfigNode? Read()
    {
        if (!Utf8.IsValid(_text))
        {
            // Decoding is exact up to the first byte that is wrong.
            int valid = Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(_text).Split('\uFFFD')[0]);
            _faults.Add(_originOf(_positions.Find(valid)), "", "is not valid UTF-8. Save the file in that encoding.");
            return null;
        }

        try
        {
            var json = new Utf8JsonReader(_text, Options);
            json.Read();
            ConfigNode root = ReadValue(ref json, "");

            // What follows the value is a fault, which the reader finds.
            json.Read();
            return root;
        }
        catch (JsonException exception)
        {
            (int, int) at = _positions.Find(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            _faults.Add(_originOf(at), "", $"is not JSON: {Sentence(exception.Message)}");
            return null;
        }
    }

    private ConfigNode ReadValue(ref Utf8JsonReader json, string path)
    {
        ConfigOrigin origin = OriginOf(ref json);
        return json.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(ref json, path, origin),
            JsonTokenType.StartArray => ReadArray(ref json, path, origin),
            JsonTokenType.String => new ConfigNode.Text(origin, ReadText(ref json, path, origin)),
            JsonTokenType.Number => new ConfigNode.Number(origin, Encoding.UTF8.GetString(json.ValueSpan)),
            JsonTokenType.True => new ConfigNode.Flag(origin, true),
            JsonTokenType.False => new ConfigNode.Flag(origin, false),
            JsonTokenType.Null => new ConfigNode.Nothing(origin),
            _ => throw new UnreachableException($"{json.TokenType}"),
        };
    }

    private ConfigNode.Map ReadMap(ref Utf8JsonReader json, string path, ConfigOrigin origin)
    {
        var members = new List<ConfigMember>();
        var first = new Dictionary<string, ConfigOrigin>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ConfigOrigin keyOrigin = OriginOf(ref json);
            string key = ReadText(ref json, path, keyOrigin);
            string keyPath = ConfigPath.Of(path, key);
            json.Read();
            ConfigNode value = ReadValue(ref json, keyPath);
            if (first.TryAdd(key, keyOrigin))
            {
                members.Add(new ConfigMember(key, keyOrigin, value));
            }
            else
            {
                _faults.Add(keyOrigin, keyPath, $"was given already in line {first[key].Line}. Keep one of both.");
            }
        }

        return new ConfigNode.Map(origin, members);
    }

    private ConfigNode.Array ReadArray(ref Utf8JsonReader json, string path, ConfigOrigin origin)
    {
        var items = new List<ConfigNode>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref json, $"{path}[{items.Count}]"));
        }

        return new ConfigNode.Array(origin, items);
    }

    private string ReadText(ref Utf8JsonReader json, string path, ConfigOrigin origin)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            _faults.Add(origin, path, "holds one half of a surrogate pair (\\ud800 to \\udfff). Write both halves, or the character itself.");
            return "";
        }
    }

    private ConfigOrigin OriginOf(ref Utf8JsonReader json) => _originOf(_positions.Find(json.TokenStartIndex));

    // Without the position at the end: that is told in our way.
    private static string Sentence(string message)
    {
        int at = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return at < 0 ? message : message[..at];
    }
}
