using System.Runtime.CompilerServices;
using Kamisama.Actors;
using Kamisama.Cli.Config;
using Kamisama.Cli.Run;

namespace Kamisama.Cli.Tests.Config;

public sealed class ConfigKeysTests
{
    [Fact]
    public void Pool_Keys_AreTheOptionsOfRun() => Assert.Equal(
        [.. PoolOptions.Names, .. PolicyOptions.Names],
        ConfigKeys.Pool.Select(key => key.Option));

    [Fact]
    public void Pool_Defaults_AreThoseOfThePool()
    {
        using var files = new ConfigFiles();
        string keys = string.Join(", ", ConfigKeys.Pool.Where(key => key.Default.Length > 0 && PolicyOptions.NeededBy(key.Option) is null && !key.Name.StartsWith("backoff", StringComparison.Ordinal))
            .Select(key => $"\"{key.Name}\": {key.Default}"));
        files.Add("kamisama.json", $$"""{ "pools": { "a": { "command": "x", {{keys}} }, "b": { "command": "x" } } }""");
        IReadOnlyList<WorkerPoolOptions> pools = files.Valid().Pools;
        WorkerPoolOptions said = pools[0], silent = pools[1];

        ConfigFiles.ShouldEqual(silent with { Name = "a" }, said);
    }

    [Fact]
    public void Pool_DefaultsOfWhatRefines_AreThoseOfItsOptions()
    {
        using var files = new ConfigFiles();
        string keys = string.Join(", ", ConfigKeys.Pool.Where(key => (key.Default.Length > 0 && PolicyOptions.NeededBy(key.Option) is not null) || key.Name.StartsWith("backoff", StringComparison.Ordinal))
            .Select(key => $"\"{key.Name}\": {key.Default}"));
        const string Needed = "\"command\": \"x\", \"liveness\": \"tcp:a:1\", \"memoryLimit\": 1, \"quietSignal\": \"TSTP\", \"output\": \"prefix\"";
        files.Add("kamisama.json", $$"""{ "pools": { "a": { {{Needed}}, {{keys}} }, "b": { {{Needed}} } } }""");
        IReadOnlyList<WorkerPoolOptions> pools = files.Valid().Pools;

        ConfigFiles.ShouldEqual(pools[1] with { Name = "a", Backoff = new RespawnBackoff() }, pools[0]);
    }

    [Fact]
    public void Pool_Examples_AreValid()
    {
        using var files = new ConfigFiles();
        string keys = string.Join(", ", ConfigKeys.Pool.Where(key => key.Name is not "user").Select(key => $"\"{key.Name}\": {key.Example}"));
        files.Add("kamisama.json", $$"""{ "pools": { "a": { "command": "x", {{keys}} } } }""");
        Assert.Single(files.Valid().Pools);
    }

    [Fact]
    public void Schema_OfTheDocs_IsThatOfTheKeys() => ShouldBe("kamisama.schema.json", ConfigSchema.Text + "\n");

    [Fact]
    public void Page_HasEveryKey_WithMeaningDefaultAndExample()
    {
        string page = File.ReadAllText(Docs("configuration.md"));
        string[] missing = [.. ConfigKeys.Pool
            .Select(key => $"| `{key.Name}` | {key.Meaning} | {(key.Default.Length > 0 ? $"`{key.Default}`" : "–")} | `{key.Example}` |")
            .Where(row => !page.Contains(row, StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, $"docs/configuration.md lacks:\n{string.Join('\n', missing)}");
        Assert.All(ConfigKeys.Top.Concat(ConfigKeys.OwnOfPool), key => Assert.Contains($"| `{key}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Starter_IsValid_AndIsNeverWrittenOverAnother()
    {
        using var files = new ConfigFiles();
        string path = Path.Combine(files.Folder, "kamisama.json");
        Assert.IsType<Request.Tell>(StarterFile.Write(path));
        Assert.Equal(2, files.Valid().Pools[0].Instances);
        Assert.Equal(ConfigSchema.Text, File.ReadAllText(Path.Combine(files.Folder, "kamisama.schema.json")));

        File.WriteAllText(path, "mine");
        var refused = Assert.IsType<Request.Refuse>(StarterFile.Write(path));
        Assert.Contains("is there already", Assert.Single(refused.Faults), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.IsType<Request.Refuse>(StarterFile.Write("/no/such/folder/kamisama.json"));
    }

    private static void ShouldBe(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("KAMISAMA_APPROVE") == "1")
        {
            File.WriteAllText(Docs(file), text);
        }

        Assert.True(File.ReadAllText(Docs(file)) == text, $"docs/{file} is not what the keys say. Approve with KAMISAMA_APPROVE=1.");
    }

    private static string Docs(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../docs", file);
}
