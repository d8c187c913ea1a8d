namespace Kamisama.Cli.Config;

/// <summary>Takes values out of a configuration as texts, which mean what they mean on the command line.</summary>
internal static class ConfigValues
{
    /// <summary>The text; <see langword="null"/>: there is none, and if that is wrong, it is told.</summary>
    public static string? Read(ConfigNode node, ConfigKind kind, string path, ConfigFaults faults)
    {
        switch (node)
        {
            case ConfigNode.Text text:
                return text.IsIncomplete ? null : text.Value;
            case ConfigNode.Number number when kind is not (ConfigKind.Word or ConfigKind.Text) || path.EndsWith("Failures", StringComparison.Ordinal) || path.EndsWith("Signal", StringComparison.Ordinal):
                return number.Digits;
            case ConfigNode.Array array when kind == ConfigKind.List && array.Items.All(item => item is ConfigNode.Text or ConfigNode.Number):
                return array.Items.Count == 0 || array.Items.Any(IsIncomplete) ? null : string.Join(',', array.Items.Select(item => item is ConfigNode.Text text ? text.Value : ((ConfigNode.Number)item).Digits));
            case ConfigNode.Nothing:
                return null;
            default:
                faults.Add(node.Origin, path, $"must be {Describe(kind)}, not {node.Kind}.");
                return null;
        }
    }

    /// <summary>The values of an object of texts; <see langword="null"/> values are kept.</summary>
    public static IEnumerable<(string Key, string? Value, ConfigOrigin Origin)> ReadTexts(ConfigNode node, string path, ConfigFaults faults)
    {
        if (node is not ConfigNode.Map map)
        {
            if (node is not ConfigNode.Nothing)
            {
                faults.Add(node.Origin, path, $"must be an object of texts, not {node.Kind}.");
            }

            yield break;
        }

        foreach (ConfigMember member in map.Members)
        {
            switch (member.Value)
            {
                case ConfigNode.Text { IsIncomplete: true }:
                    break;
                case ConfigNode.Text text:
                    yield return (member.Key, text.Value, text.Origin);
                    break;
                case ConfigNode.Number number:
                    yield return (member.Key, number.Digits, number.Origin);
                    break;
                case ConfigNode.Flag flag:
                    yield return (member.Key, flag.Value ? "true" : "false", flag.Origin);
                    break;
                case ConfigNode.Nothing nothing:
                    yield return (member.Key, null, nothing.Origin);
                    break;
                default:
                    faults.Add(member.Value.Origin, ConfigPath.Of(path, member.Key), $"must be a text, not {member.Value.Kind}.");
                    break;
            }
        }
    }

    /// <summary>Whether it is a text whose value can't be told.</summary>
    public static bool IsIncomplete(ConfigNode node) => node is ConfigNode.Text { IsIncomplete: true };

    /// <summary>Tells every key that is none.</summary>
    public static void CheckKeys(ConfigNode.Map map, IReadOnlyList<string> known, string path, ConfigFaults faults)
    {
        foreach (ConfigMember member in map.Members.Where(member => !known.Contains(member.Key)))
        {
            // What nobody will read needs no suggestion: a large file of another kind has a fault in every line.
            faults.Add(member.KeyOrigin, ConfigPath.Of(path, member.Key), faults.Count < ConfigFaults.MostTold ? UnknownText.Describe(member.Key, known) : "is no key here.");
        }
    }

    private static string Describe(ConfigKind kind) => kind switch
    {
        ConfigKind.Whole => "a whole number",
        ConfigKind.WholeOrUnlimited => "a whole number or \"unlimited\"",
        ConfigKind.Number => "a number",
        ConfigKind.Time => "a time: seconds, or a text such as \"1m30s\"",
        ConfigKind.TimeOrUnlimited => "a time, seconds or a text such as \"1m30s\", or \"unlimited\"",
        ConfigKind.Size => "a number of bytes, or a text such as \"500M\"",
        ConfigKind.List => "an array, or a text with commas",
        _ => "a text",
    };
}
