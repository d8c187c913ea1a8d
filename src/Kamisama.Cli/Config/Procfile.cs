using System.Globalization;
using System.Text;
using Kamisama.Actors;

namespace Kamisama.Cli.Config;

/// <summary>Makes a configuration of a Procfile, <c>web: ruby web.rb</c> a line, and a formation, <c>web=2,worker=5</c>, as foreman(1) has them.</summary>
/// <remarks>
/// A line goes to /bin/sh, as there: it may have variables, pipes and "cd x &amp;&amp; y". PORT is 5000 for the first worker of the first
/// line, and 100 more for each further line, or begins at the PORT of the environment.
/// </remarks>
internal static class Procfile
{
    private const int FirstPort = 5000, PortsOfLine = 100;

    /// <summary>The pools, one for each line that the formation doesn't set to 0; <see langword="null"/>: something is wrong.</summary>
    /// <param name="source">The file, as it was named.</param>
    /// <param name="bytes">What it holds.</param>
    /// <param name="formation">How many workers which line has; <see langword="null"/>: one each.</param>
    /// <param name="faults">Where faults go.</param>
    public static ConfigNode.Map? Read(string source, byte[] bytes, string? formation, ConfigFaults faults)
    {
        int before = faults.Count;
        var pools = new List<ConfigMember>();
        string[] lines = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length > 0 && line[0] != '#')
            {
                AddPool(pools, line, new ConfigOrigin(source, i + 1, 1), faults);
            }
        }

        Dictionary<string, int> counts = ReadFormation(formation, [.. pools.Select(pool => pool.Key)], faults);
        ConfigMember[] wanted = [.. pools
            .Where(pool => counts.GetValueOrDefault(pool.Key, 1) > 0)
            .Select(pool => pool with { Value = ((ConfigNode.Map)pool.Value).With("instances", new ConfigNode.Number(pool.KeyOrigin, $"{counts.GetValueOrDefault(pool.Key, 1)}")) })];
        ConfigOrigin origin = ConfigOrigin.Of(source);
        if (faults.Count == before && wanted.Length == 0)
        {
            faults.Add(origin, "", pools.Count == 0 ? "has no line NAME: COMMAND, such as 'web: ruby web.rb'." : "has no worker in that formation.");
        }

        return faults.Count > before ? null : new ConfigNode.Map(origin, [new ConfigMember(ConfigKeys.Pools, origin, new ConfigNode.Map(origin, wanted))]);
    }

    private static void AddPool(List<ConfigMember> pools, string line, ConfigOrigin origin, ConfigFaults faults)
    {
        int at = line.IndexOf(':', StringComparison.Ordinal);
        string name = at < 0 ? "" : line[..at].Trim(), command = line[(at + 1)..].Trim();
        if (name.Length == 0 || command.Length == 0)
        {
            faults.Add(origin, "", "must be NAME: COMMAND, such as 'web: ruby web.rb'.");
        }
        else if (pools.Exists(pool => pool.Key == name))
        {
            faults.Add(origin, name, "was given already in a line above. Keep one of both.");
        }
        else
        {
            ConfigNode.Text[] words = [new(origin, "/bin/sh"), new(origin, "-c"), new(origin, $"export PORT=$(({BasePort()} + {pools.Count * PortsOfLine} + KAMISAMA_WORKER_INDEX - 1)); {command}")];
            pools.Add(new ConfigMember(name, origin, new ConfigNode.Map(origin, [new ConfigMember(ConfigKeys.Command, origin, new ConfigNode.Array(origin, words))])));
        }
    }

    private static int BasePort() =>
        int.TryParse(Environment.GetEnvironmentVariable("PORT"), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536 ? port : FirstPort;

    // "all=1,worker=5": what is not named has one, or what "all" says.
    private static Dictionary<string, int> ReadFormation(string? formation, List<string> names, ConfigFaults faults)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        ConfigOrigin origin = ConfigOrigin.Of("--formation", isVariable: true);
        foreach (string part in formation?.Split(',') ?? [])
        {
            string[] sides = part.Split('=');
            if (sides.Length != 2 || !int.TryParse(sides[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count > WorkerPoolOptions.MaxInstances)
            {
                faults.Add(origin, "", $"must be NAME=N with commas, such as web=2,worker=5, not '{part}'.");
            }
            else if (sides[0].Trim() is "all")
            {
                names.ForEach(name => counts.TryAdd(name, count));
            }
            else if (names.Contains(sides[0].Trim()))
            {
                counts[sides[0].Trim()] = count;
            }
            else
            {
                faults.Add(origin, sides[0].Trim(), UnknownText.Describe(sides[0].Trim(), names).Replace("is no key here", "is no line of the file", StringComparison.Ordinal));
            }
        }

        return counts;
    }
}
