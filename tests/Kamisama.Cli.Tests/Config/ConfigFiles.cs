using Kamisama.Actors;
using Kamisama.Cli.Config;

namespace Kamisama.Cli.Tests.Config;

/// <summary>A directory with the files of a configuration.</summary>
internal sealed class ConfigFiles : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public string Folder => _directory.Path;

    public string Add(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The pools, or what is wrong with the place of the files left out.</summary>
    public (WorkerPoolGroupOptions? Group, string Faults) Read(string name = "kamisama.json", string? environment = null)
    {
        var faults = new ConfigFaults();
        ConfigTree? tree = ConfigLoader.Load(Path.Combine(Folder, name), environment, faults);
        WorkerPoolGroupOptions? group = tree is null ? null : ConfigReader.Read(tree, faults);
        return (group, string.Join('\n', faults.ToLines()).Replace(Folder + "/", "", StringComparison.Ordinal));
    }

    public WorkerPoolGroupOptions Valid(string name = "kamisama.json", string? environment = null)
    {
        (WorkerPoolGroupOptions? group, string faults) = Read(name, environment);
        Assert.Equal("", faults);
        return group!;
    }

    /// <summary>By value, also of lists; the command is not looked at.</summary>
    public static void ShouldEqual(WorkerPoolOptions expected, WorkerPoolOptions actual)
    {
        Assert.Equal(expected.SuccessExitCodes, actual.SuccessExitCodes);
        Assert.Equal(expected.NoRestartExitCodes, actual.NoRestartExitCodes);
        Assert.Equal(expected.NoRestartSignals, actual.NoRestartSignals);
        Assert.Equal(WithoutLists(expected), WithoutLists(actual));
    }

    private static WorkerPoolOptions WithoutLists(WorkerPoolOptions pool) =>
        pool with { Command = null, SuccessExitCodes = [], NoRestartExitCodes = [], NoRestartSignals = [] };

    public void Dispose() => _directory.Dispose();
}
