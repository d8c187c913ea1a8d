using System.Text;

namespace Kamisama.Cli.Config;

/// <summary>Puts variables into texts: <c>${VAR}</c>, <c>${VAR:-default}</c>, and <c>$$</c> for a dollar.</summary>
/// <remarks>Once, from left to right: what a variable holds is not looked at again. Texts that come from variables are left as they are.</remarks>
internal sealed class ConfigInterpolation(Func<string, string?> variables, ConfigFaults faults)
{
    public ConfigNode.Map Apply(ConfigNode.Map map) => ApplyToMap(map, "");

    private ConfigNode.Map ApplyToMap(ConfigNode.Map map, string path) =>
        map with { Members = [.. map.Members.Select(member => member with { Value = Apply(member.Value, ConfigPath.Of(path, member.Key)) })] };

    private ConfigNode Apply(ConfigNode node, string path) => node switch
    {
        ConfigNode.Map map => ApplyToMap(map, path),
        ConfigNode.Array array => array with { Items = [.. array.Items.Select((item, i) => Apply(item, $"{path}[{i}]"))] },
        ConfigNode.Text { Origin.IsVariable: false } text when text.Value.Contains('$', StringComparison.Ordinal) => ApplyToText(text, path),
        _ => node,
    };

    private ConfigNode.Text ApplyToText(ConfigNode.Text node, string path)
    {
        string text = node.Value;
        var result = new StringBuilder(text.Length);
        bool isSecret = false;
        int before = faults.Count;
        for (int i = 0; i < text.Length; i++)
        {
            char next = text[i] == '$' && i + 1 < text.Length ? text[i + 1] : '\0';
            if (next == '$')
            {
                result.Append('$');
                i++;
            }
            else if (next == '{')
            {
                int end = text.IndexOf('}', i);
                if (end < 0)
                {
                    faults.Add(node.Origin, path, "has a '${' without its '}'. For a dollar itself write '$$'.");
                    break;
                }

                result.Append(ValueOf(text[(i + 2)..end], node.Origin, path, ref isSecret));
                i = end;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return node with { Value = result.ToString(), IsSecret = isSecret, IsIncomplete = faults.Count > before };
    }

    private string ValueOf(string expression, ConfigOrigin origin, string path, ref bool isSecret)
    {
        int at = expression.IndexOf(":-", StringComparison.Ordinal);
        string name = at < 0 ? expression : expression[..at];
        if (!EnvFile.IsName(name))
        {
            faults.Add(origin, path, $"has '${{{expression}}}', which is neither ${{VAR}} nor ${{VAR:-default}}. For a dollar itself write '$$'.");
            return "";
        }

        isSecret |= ConfigSecrets.IsName(name);
        string? value = variables(name);
        if (at >= 0)
        {
            // As in a shell: the default also stands for an empty one.
            return string.IsNullOrEmpty(value) ? expression[(at + 2)..] : value;
        }

        if (value is null)
        {
            faults.Add(origin, path, $"needs the variable {name}, which is not set. Set it in the environment or in .env, or give a default: ${{{name}:-default}}.");
        }

        return value ?? "";
    }
}
