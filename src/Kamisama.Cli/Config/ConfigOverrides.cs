namespace Kamisama.Cli.Config;

/// <summary>Lays variables over a configuration: <c>KAMISAMA__POOLS__WEB__INSTANCES=8</c>. Case does not matter, but in a variable for the workers.</summary>
internal static class ConfigOverrides
{
    public const string Prefix = "KAMISAMA__";

    /// <summary>The configuration with what the variables say.</summary>
    /// <param name="root">The configuration.</param>
    /// <param name="variables">Without the prefix, with ':' for "__", as Microsoft.Extensions.Configuration has them.</param>
    /// <param name="faults">Where faults go.</param>
    public static ConfigNode.Map Apply(ConfigNode.Map root, IEnumerable<KeyValuePair<string, string?>> variables, ConfigFaults faults)
    {
        foreach ((string path, string? value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (value is not null)
            {
                ConfigOrigin origin = ConfigOrigin.Of(Prefix + path.Replace(":", "__", StringComparison.Ordinal), isVariable: true);
                root = Apply(root, path.Split(':'), new ConfigNode.Text(origin, value), faults);
            }
        }

        return root;
    }

    private static ConfigNode.Map Apply(ConfigNode.Map root, string[] path, ConfigNode.Text value, ConfigFaults faults)
    {
        if (path is [var top] && Find(top, ConfigKeys.Top) is { } key && key != ConfigKeys.Pools)
        {
            return root.With(key, value);
        }

        if (path is not [var pools, var poolName, var name, ..] || !Is(pools, ConfigKeys.Pools))
        {
            faults.Add(value.Origin, "", $"names no setting. It must be {Prefix}POOLS__POOL__KEY, such as {Prefix}POOLS__WEB__INSTANCES.");
            return root;
        }

        if (root.Find(ConfigKeys.Pools)?.Value is not ConfigNode.Map all || all.Members.FirstOrDefault(member => Is(member.Key, poolName)) is not { Value: ConfigNode.Map pool } found)
        {
            faults.Add(value.Origin, "", $"there is no pool '{poolName}'.");
            return root;
        }

        ConfigNode.Map? changed = Change(pool, name, path[3..], value, faults);
        return changed is null ? root : root.With(ConfigKeys.Pools, all.With(found.Key, changed));
    }

    private static ConfigNode.Map? Change(ConfigNode.Map pool, string name, string[] rest, ConfigNode.Text value, ConfigFaults faults)
    {
        string? key = Find(name, ConfigKeys.NamesOfPool);
        switch (key, rest)
        {
            case (ConfigKeys.Environment, [var variable]):
                var environment = pool.Find(ConfigKeys.Environment)?.Value as ConfigNode.Map ?? new ConfigNode.Map(value.Origin, []);
                return pool.With(ConfigKeys.Environment, environment.With(variable, value));
            case (ConfigKeys.Environment or ConfigKeys.Rules, _):
                faults.Add(value.Origin, "", $"can't be a variable: {key} is an object. {(key == ConfigKeys.Rules ? "Set it in a file." : $"Name the variable too: {value.Origin.Source}__NAME.")}");
                return null;
            case ({ } known, []):
                return pool.With(known, value);
            default:
                faults.Add(value.Origin, "", key is null ? UnknownText.Describe(name, ConfigKeys.NamesOfPool) : $"{key} has no parts: leave out __{string.Join("__", rest)}.");
                return null;
        }
    }

    private static string? Find(string name, IEnumerable<string> keys) => keys.FirstOrDefault(key => Is(key, name));

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
