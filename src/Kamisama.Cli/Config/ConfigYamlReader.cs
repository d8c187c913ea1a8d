using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kamisama.Cli.Config;

/// <summary>Reads YAML into the same <see cref="ConfigNode"/>s as JSON: anchors and aliases, but no tags and one document only.</summary>
/// <remarks>What a plain scalar is follows the core schema of YAML 1.2: "yes" and "on" are texts.</remarks>
internal sealed class ConfigYamlReader
{
    // Aliases of aliases grow without end in a few lines.
    private const int MostNodes = 20_000;

    private readonly string _source;
    private readonly ConfigFaults _faults;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, (ConfigNode Node, int Nodes)> _anchors = [];
    private int _nodes;

    private ConfigYamlReader(string source, string text, ConfigFaults faults) =>
        (_source, _faults, _parser) = (source, faults, new Parser(new StringReader(text)));

    /// <summary>The value, or <see langword="null"/> and a fault.</summary>
    public static ConfigNode? Read(string source, byte[] bytes, ConfigFaults faults)
    {
        string text = System.Text.Encoding.UTF8.GetString(bytes);
        var reader = new ConfigYamlReader(source, text, faults);
        int before = faults.Count;
        try
        {
            ConfigNode root = reader.ReadDocument();
            return faults.Count == before || root is ConfigNode.Map ? root : null;
        }
        catch (YamlException exception)
        {
            string reason = exception.InnerException?.Message ?? exception.Message;
            faults.Add(reader.OriginOf(exception.Start), "", $"is not YAML: {reason.TrimEnd('.')}.");
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The scanner's own way to end on some broken texts; it has got a little further than what it has given out.
            faults.Add(reader.OriginOf(reader._parser.Current?.Start ?? Mark.Empty), "", "is not YAML, from about here on.");
            return null;
        }
    }

    private ConfigNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return new ConfigNode.Nothing(ConfigOrigin.Of(_source));
        }

        ConfigNode root = ReadNode("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out DocumentStart? second))
        {
            _faults.Add(OriginOf(second.Start), "", "has a second document. A configuration is one.");
        }

        return root;
    }

    private ConfigNode ReadNode(string path, int depth)
    {
        int before = _nodes++;
        ParsingEvent next = _parser.Current ?? (_parser.MoveNext() ? _parser.Current! : throw new YamlException("it ends too early"));
        if (depth > ConfigJsonReader.MaxDepth || _nodes > MostNodes)
        {
            throw new YamlException(next.Start, next.End, depth > ConfigJsonReader.MaxDepth ? "it is nested too deeply" : "its aliases make it too large");
        }

        if (next is AnchorAlias alias)
        {
            _parser.MoveNext();
            return Resolve(alias);
        }

        ConfigNode node = next switch
        {
            MappingStart => ReadMap(path, depth),
            SequenceStart => ReadArray(path, depth),
            Scalar => ReadScalar(),
            _ => throw new YamlException(next.Start, next.End, "a value was expected"),
        };
        if (next is NodeEvent { Anchor: { IsEmpty: false } anchor })
        {
            _anchors[anchor] = (node, _nodes - before);
        }

        return node;
    }

    private ConfigNode Resolve(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out (ConfigNode Node, int Nodes) found))
        {
            throw new YamlException(alias.Start, alias.End, $"no anchor '{alias.Value}' comes before this alias");
        }

        _nodes += found.Nodes;
        return found.Node;
    }

    private ConfigNode.Map ReadMap(string path, int depth)
    {
        ConfigOrigin origin = OriginOf(_parser.Consume<MappingStart>().Start);
        var members = new List<ConfigMember>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (_parser.Current is not Scalar key)
            {
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key must be a text");
            }

            _parser.MoveNext();
            ConfigOrigin keyOrigin = OriginOf(key.Start);
            string keyPath = ConfigPath.Of(path, key.Value);
            ConfigNode value = ReadNode(keyPath, depth + 1);
            if (members.Find(member => member.Key == key.Value) is { } first)
            {
                _faults.Add(keyOrigin, keyPath, $"was given already in line {first.KeyOrigin.Line}. Keep one of both.");
            }
            else
            {
                members.Add(new ConfigMember(key.Value, keyOrigin, value));
            }
        }

        return new ConfigNode.Map(origin, members);
    }

    private ConfigNode.Array ReadArray(string path, int depth)
    {
        ConfigOrigin origin = OriginOf(_parser.Consume<SequenceStart>().Start);
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode($"{path}[{items.Count}]", depth + 1));
        }

        return new ConfigNode.Array(origin, items);
    }

    private ConfigNode ReadScalar()
    {
        Scalar scalar = _parser.Consume<Scalar>();
        ConfigOrigin origin = OriginOf(scalar.Start);
        if (scalar.Style != ScalarStyle.Plain)
        {
            return new ConfigNode.Text(origin, scalar.Value);
        }

        return scalar.Value switch
        {
            "" or "~" or "null" => new ConfigNode.Nothing(origin),
            "true" => new ConfigNode.Flag(origin, true),
            "false" => new ConfigNode.Flag(origin, false),
            var number when double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) =>
                new ConfigNode.Number(origin, number),
            var text => new ConfigNode.Text(origin, text),
        };
    }

    private ConfigOrigin OriginOf(Mark mark) => new(_source, (int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));
}
