using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kamisama.Cli.Config;

/// <summary><c>kamisama config show</c>: the configuration as it counts, in JSON that can be loaded again, with comments that say where values come from.</summary>
internal sealed class ConfigText
{
    private readonly StringBuilder _text = new();
    private readonly bool _effective, _origin, _secrets;

    private ConfigText(bool effective, bool origin, bool secrets) => (_effective, _origin, _secrets) = (effective, origin, secrets);

    /// <param name="tree">The configuration.</param>
    /// <param name="effective">Whether the defaults of keys that are not given are shown too.</param>
    /// <param name="origin">Whether each value is followed by where it comes from.</param>
    /// <param name="secrets">Whether secrets are shown.</param>
    public static string Write(ConfigTree tree, bool effective, bool origin, bool secrets)
    {
        var text = new ConfigText(effective, origin, secrets);
        text.WriteMap(text.WithDefaults(tree.Root), "", "  ");
        return text._text.ToString();
    }

    private ConfigNode.Map WithDefaults(ConfigNode.Map root)
    {
        if (!_effective || root.Find(ConfigKeys.Pools)?.Value is not ConfigNode.Map pools)
        {
            return root;
        }

        root = WithDefault(root, ConfigKeys.Strategy, "\"one-for-one\"");
        root = WithDefault(root, ConfigKeys.RestartLimit, "0");
        root = WithDefault(root, ConfigKeys.RestartInterval, "60");
        return root.With(ConfigKeys.Pools, pools with { Members = [.. pools.Members.Select(pool => pool with { Value = WithDefaultsOfPool((ConfigNode.Map)pool.Value) })] });
    }

    private static ConfigNode.Map WithDefaultsOfPool(ConfigNode.Map pool)
    {
        ConfigNode.Map full = pool;
        foreach (ConfigKey key in ConfigKeys.Pool.Where(key => key.Default.Length > 0 && HasMeaning(key, pool)))
        {
            full = WithDefault(full, key.Name, key.Default);
        }

        return WithDefault(full, ConfigKeys.BreachAction, "\"fail\"");
    }

    // What refines something that is not given has no value at all.
    private static bool HasMeaning(ConfigKey key, ConfigNode.Map pool) =>
        key.Name.StartsWith("backoff", StringComparison.Ordinal) ? pool.Members.Any(member => member.Key.StartsWith("backoff", StringComparison.Ordinal))
        : Run.PolicyOptions.NeededBy(key.Option) is not { } needed || pool.Find(ConfigKeys.Pool.First(other => other.Option == needed).Name) is not null;

    private static ConfigNode.Map WithDefault(ConfigNode.Map map, string key, string json) => map.Find(key) is null
        ? map.With(key, ConfigJsonReader.Read("default", isVariable: true, Encoding.UTF8.GetBytes(json), new ConfigFaults())!)
        : map;

    private void WriteMap(ConfigNode.Map map, string key, string indent)
    {
        _text.Append('{');
        for (int i = 0; i < map.Members.Count; i++)
        {
            ConfigMember member = map.Members[i];
            _text.Append('\n').Append(indent).Append(Quote(member.Key)).Append(": ");
            Write(member.Value, member.Key, indent + "  ");
            _text.Append(i + 1 < map.Members.Count ? "," : "");
            if (_origin && member.Value is not ConfigNode.Map)
            {
                _text.Append(" // ").Append(Output.ControlCharacters.Escape(member.Value.Origin is { IsVariable: true } variable ? variable.Source : member.Value.Origin.LineText));
            }
        }

        _text.Append(map.Members.Count > 0 ? $"\n{indent[2..]}}}" : "}");
    }

    private void Write(ConfigNode node, string key, string indent)
    {
        switch (node)
        {
            case ConfigNode.Map map:
                WriteMap(map, key, indent);
                break;
            case ConfigNode.Array array:
                _text.Append('[');
                for (int i = 0; i < array.Items.Count; i++)
                {
                    _text.Append(i > 0 ? ", " : "");
                    Write(array.Items[i], key, indent + "  ");
                }

                _text.Append(']');
                break;
            case ConfigNode.Text text:
                bool isHidden = !_secrets && (text.IsSecret || ConfigSecrets.IsName(key));
                _text.Append(Quote(isHidden ? ConfigSecrets.Hidden : text.Value));
                break;
            case ConfigNode.Number number:
                _text.Append(number.Digits);
                break;
            case ConfigNode.Flag flag:
                _text.Append(flag.Value ? "true" : "false");
                break;
            default:
                _text.Append("null");
                break;
        }
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text.Replace('\uFFFE', '?'), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
