using Kamisama.Actors;
using Kamisama.Cli.Run;
using Kamisama.Processes;

namespace Kamisama.Cli.Config;

/// <summary>Reads one pool, by the readers of the command line, so that a value means the same in both.</summary>
/// <param name="folder">Where relative directories begin.</param>
/// <param name="variables">What the workers find in their environment besides what their pool says.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class ConfigPoolReader(string folder, IReadOnlyDictionary<string, string> variables, ConfigFaults faults)
{
    /// <summary>The pool, as far as it could be read.</summary>
    public WorkerPoolOptions Read(ConfigMember member)
    {
        string path = ConfigPath.Of(ConfigKeys.Pools, member.Key);
        PoolDraft draft = PoolDraft.Empty;
        draft = draft.With(draft.Pool with { Name = member.Key });
        if (member.Value is not ConfigNode.Map pool)
        {
            faults.Add(member.Value.Origin, path, $"must be an object, not {member.Value.Kind}.");
            return draft.Pool;
        }

        int before = faults.Count;
        ConfigValues.CheckKeys(pool, [.. ConfigKeys.NamesOfPool], path, faults);
        draft = ReadCommand(draft, pool, member.KeyOrigin, path);
        foreach (ConfigKey key in ConfigKeys.Pool)
        {
            draft = ReadKey(draft, key, pool, path);
        }

        draft = draft.With(draft.Command with
        {
            WorkingDirectory = Path.GetFullPath(Path.Combine(folder, draft.Command.WorkingDirectory ?? "")),
            Environment = ReadEnvironment(pool, path),
            ListenSockets = ListenSockets.FromEnvironment(),
        });
        if (draft.Pool.Output is WorkerOutput.ToFile file)
        {
            draft = draft.With(draft.Pool with { Output = file with { Path = Path.Combine(folder, file.Path) } });
        }

        WorkerPoolOptions options = draft.With(ReadBreachAction(ReadRules(draft.Pool, pool, path), pool, path)).Complete();

        // What one value alone can't tell. With other faults it might be about values that were not read.
        if (faults.Count == before)
        {
            foreach (string fault in WorkerPoolOptionsValidator.FaultsOf(options, needsCommand: false))
            {
                faults.Add(member.KeyOrigin, path, fault);
            }
        }

        return options;
    }

    private PoolDraft ReadCommand(PoolDraft draft, ConfigNode.Map pool, ConfigOrigin origin, string path)
    {
        string[]? words = null;
        ConfigNode? value = pool.Find(ConfigKeys.Command)?.Value;
        switch (value)
        {
            case { } incomplete when ConfigValues.IsIncomplete(incomplete) || (incomplete is ConfigNode.Array { Items: var items } && items.Any(ConfigValues.IsIncomplete)):
                return draft;
            case ConfigNode.Text text:
                words = CommandWords.Split(text.Value);
                break;
            case ConfigNode.Array array when array.Items.All(item => item is ConfigNode.Text or ConfigNode.Number):
                words = [.. array.Items.Select(item => item is ConfigNode.Text text ? text.Value : ((ConfigNode.Number)item).Digits)];
                break;
        }

        if (words is [{ Length: > 0 } program, .. var arguments])
        {
            return draft.With(draft.Command with { FileName = program, Arguments = arguments });
        }

        string example = "\"command\": [\"ruby\", \"worker.rb\", \"{index}\"]";
        faults.Add(
            value?.Origin ?? origin,
            ConfigPath.Of(path, ConfigKeys.Command),
            value is null ? $"is missing: say what the workers run, such as {example}."
            : value is ConfigNode.Text && words is null ? "has a quote without its end."
            : $"must be an array of texts, or a text, with the program first, such as {example}.");
        return draft;
    }

    private PoolDraft ReadKey(PoolDraft draft, ConfigKey key, ConfigNode.Map pool, string path)
    {
        if (pool.Find(key.Name)?.Value is not { } value)
        {
            return draft;
        }

        string keyPath = ConfigPath.Of(path, key.Name);
        if (ConfigValues.Read(value, key.Kind, keyPath, faults) is not { } text)
        {
            return draft;
        }

        if (PolicyOptions.NeededBy(key.Option) is { } needed && ConfigKeys.Pool.First(other => other.Option == needed) is var other && pool.Find(other.Name) is null)
        {
            faults.Add(value.Origin, keyPath, $"has no meaning without {other.Name}: give that too, or leave it out.");
        }

        try
        {
            return PoolOptions.Names.Contains(key.Option)
                ? PoolOptions.Apply(draft, key.Option, text)
                : draft.With(PolicyOptions.Apply(draft.Pool, key.Option, text));
        }
        catch (OptionValueException exception)
        {
            faults.Add(value.Origin, keyPath, exception.Message);
            return draft;
        }
    }

    private Dictionary<string, string?> ReadEnvironment(ConfigNode.Map pool, string path)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        if (pool.Find(ConfigKeys.Environment)?.Value is { } node)
        {
            string keyPath = ConfigPath.Of(path, ConfigKeys.Environment);
            foreach ((string name, string? value, ConfigOrigin origin) in ConfigValues.ReadTexts(node, keyPath, faults))
            {
                if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value?.Contains('\0', StringComparison.Ordinal) == true)
                {
                    faults.Add(origin, ConfigPath.Of(keyPath, name), "can't be given to a program: a name is not empty and holds no '=', neither holds a NUL character.");
                }

                environment[name] = value;
            }
        }

        return environment;
    }

    private WorkerPoolOptions ReadRules(WorkerPoolOptions options, ConfigNode.Map pool, string path)
    {
        if (pool.Find(ConfigKeys.Rules)?.Value is not { } node)
        {
            return options;
        }

        string keyPath = ConfigPath.Of(path, ConfigKeys.Rules);
        foreach ((string exitClass, string? rule, ConfigOrigin origin) in ConfigValues.ReadTexts(node, keyPath, faults))
        {
            try
            {
                options = rule is null ? options : ExitRuleReader.Apply(options, $"{exitClass}:{rule}");
            }
            catch (OptionValueException exception)
            {
                faults.Add(origin, ConfigPath.Of(keyPath, exitClass), exception.Message);
            }
        }

        return options;
    }

    private WorkerPoolOptions ReadBreachAction(WorkerPoolOptions options, ConfigNode.Map pool, string path)
    {
        if (pool.Find(ConfigKeys.BreachAction)?.Value is not { } node)
        {
            return options;
        }

        string keyPath = ConfigPath.Of(path, ConfigKeys.BreachAction);
        switch (ConfigValues.Read(node, ConfigKind.Word, keyPath, faults))
        {
            case null or "fail":
                return options;
            case "stop-pool":
                return options with { BreachAction = BreachAction.StopPool };
            case var other:
                faults.Add(node.Origin, keyPath, $"must be fail or stop-pool, not '{other}'.");
                return options;
        }
    }
}
