using Kamisama.Actors;
using Kamisama.Cli.Run;

namespace Kamisama.Cli.Config;

/// <summary>Makes a group of pools of a configuration.</summary>
internal static class ConfigReader
{
    private const int MostRestarts = 1_000_000;
    private const int MostPools = 1_000;

    /// <summary>The group, as far as it could be read.</summary>
    public static WorkerPoolGroupOptions Read(ConfigTree tree, ConfigFaults faults)
    {
        ConfigNode.Map root = tree.Root;
        ConfigValues.CheckKeys(root, ConfigKeys.Top, "", faults);
        var group = new WorkerPoolGroupOptions { Pools = ReadPools(tree, faults) };
        Read(ConfigKeys.Strategy, ConfigKind.Word, text => group = group with { Strategy = ReadStrategy(text) });
        Read(ConfigKeys.RestartLimit, ConfigKind.Whole, text => group = group with { RestartLimit = OptionValues.ReadWhole(text, 0, MostRestarts) });
        Read(ConfigKeys.RestartInterval, ConfigKind.Time, text => group = group with { RestartInterval = OptionValues.ReadPositiveTime(text) });
        return group;

        void Read(string key, ConfigKind kind, Action<string> set)
        {
            if (root.Find(key)?.Value is { } value && ConfigValues.Read(value, kind, key, faults) is { } text)
            {
                try
                {
                    set(text);
                }
                catch (OptionValueException exception)
                {
                    faults.Add(value.Origin, key, exception.Message);
                }
            }
        }
    }

    private static WorkerPoolOptions[] ReadPools(ConfigTree tree, ConfigFaults faults)
    {
        const string Example = "\"pools\": { \"workers\": { \"command\": [\"ruby\", \"worker.rb\"], \"instances\": 4 } }";
        switch (tree.Root.Find(ConfigKeys.Pools)?.Value)
        {
            case ConfigNode.Map { Members.Count: > MostPools } many:
                faults.Add(many.Origin, ConfigKeys.Pools, $"has {many.Members.Count} pools, and one master keeps at most {MostPools}.");
                return [];
            case ConfigNode.Map { Members.Count: > 0 } pools:
                var reader = new ConfigPoolReader(tree.Folder, tree.Variables, faults);
                return [.. pools.Members.Select(reader.Read)];
            case null or ConfigNode.Nothing:
                faults.Add(tree.Root.Origin, ConfigKeys.Pools, $"is missing: say what to run, such as {Example}.");
                return [];
            case { } other:
                faults.Add(other.Origin, ConfigKeys.Pools, $"must be an object with a pool at least, such as {Example}.");
                return [];
        }
    }

    private static PoolStrategy ReadStrategy(string text) => text switch
    {
        "one-for-one" => PoolStrategy.OneForOne,
        "one-for-all" => PoolStrategy.OneForAll,
        "rest-for-one" => PoolStrategy.RestForOne,
        _ => throw new OptionValueException($"must be one-for-one, one-for-all or rest-for-one, not '{text}'."),
    };
}
