using Kamisama.Actors;
using Kamisama.Cli.Config;

namespace Kamisama.Cli.Tests.Config;

/// <summary>What is laid over what. Variables of the process are set here, so nothing else may run beside.</summary>
[Collection(nameof(ConfigLayersTests))]
public sealed class ConfigLayersTests : IDisposable
{
    private readonly ConfigFiles _files = new();
    private readonly List<string> _set = [];

    public void Dispose()
    {
        _files.Dispose();
        _set.ForEach(name => Environment.SetEnvironmentVariable(name, null));
    }

    [Fact]
    public void Load_AnOverlay_ReplacesValuesAndWholeArraysAndKeepsTheRest()
    {
        _files.Add("kamisama.json", """{ "pools": { "web": { "command": ["a", "b", "c"], "instances": 2, "environment": { "A": "1", "B": "2" } }, "db": { "command": "db" } } }""");
        _files.Add("kamisama.production.json", """{ "pools": { "web": { "command": ["d"], "instances": 8, "environment": { "B": "3", "C": "4" } }, "extra": { "command": "e" } } }""");

        WorkerPoolGroupOptions group = _files.Valid(environment: "production");
        Assert.Equal(["web", "db", "extra"], group.Pools.Select(pool => pool.Name));
        WorkerPoolOptions web = group.Pools[0];
        Assert.Equal((8, "d", 0), (web.Instances, web.Command!.FileName, web.Command.Arguments.Count));
        Assert.Equal([("A", "1"), ("B", "3"), ("C", "4")], web.Command.Environment.Select(variable => (variable.Key, variable.Value)));
        Assert.Equal(2, _files.Valid().Pools[0].Instances);

        Set("KAMISAMA_ENVIRONMENT", "production");
        Assert.Equal(8, _files.Valid().Pools[0].Instances);
    }

    [Fact]
    public void Load_AnOverlayThatIsNotThere_IsAFault()
    {
        _files.Add("kamisama.json", """{ "pools": { "web": { "command": "a" } } }""");
        _files.Add("kamisama.production.json", "{}");
        Assert.Equal("kamisama.json: has no overlay for the environment 'prodution': kamisama.prodution.json is not there. Did you mean 'production'?", _files.Read(environment: "prodution").Faults);
        Assert.Equal("kamisama.json: has no overlay for the environment '../x': kamisama.../x.json is not there. There are production.", _files.Read(environment: "../x").Faults);
    }

    [Fact]
    public void Load_AFaultOfTheOverlay_HasItsPlace()
    {
        _files.Add("kamisama.json", """{ "pools": { "web": { "command": "a" } } }""");
        _files.Add("kamisama.test.json", "{ \"pools\": {\n \"web\": { \"instances\": 0 } } }");
        Assert.Equal("kamisama.test.json:2:24: pools.web.instances: must be a whole number from 1 to 10000, not '0'.", _files.Read(environment: "test").Faults);
    }

    [Fact]
    public void Load_VariablesOverrideWhateverTheirCase()
    {
        _files.Add("kamisama.json", """{ "pools": { "Web": { "command": "a", "environment": { "level": "info" } } } }""");
        Set("KAMISAMA__POOLS__WEB__INSTANCES", "7");
        Set("KAMISAMA__pools__Web__successCodes", "0,5");
        Set("KAMISAMA__POOLS__WEB__ENVIRONMENT__LEVEL", "debug ${NOT_LOOKED_AT}");
        Set("KAMISAMA__STRATEGY", "one-for-all");

        WorkerPoolGroupOptions group = _files.Valid();
        Assert.Equal((PoolStrategy.OneForAll, 7), (group.Strategy, group.Pools[0].Instances));
        Assert.Equal([0, 5], group.Pools[0].SuccessExitCodes);
        Assert.Equal([("level", "info"), ("LEVEL", "debug ${NOT_LOOKED_AT}")], group.Pools[0].Command!.Environment.Select(variable => (variable.Key, variable.Value)));
    }

    [Theory]
    [InlineData("KAMISAMA__POOLS__WEB__INSTANCES", "x", "KAMISAMA__POOLS__WEB__INSTANCES: pools.web.instances: must be a whole number from 1 to 10000, not 'x'.")]
    [InlineData("KAMISAMA__POOLS__WEP__INSTANCES", "1", "KAMISAMA__POOLS__WEP__INSTANCES: there is no pool 'WEP'.")]
    [InlineData("KAMISAMA__POOLS__WEB__INSTANCE", "1", "KAMISAMA__POOLS__WEB__INSTANCE: is no key here. Did you mean 'instances'?")]
    [InlineData("KAMISAMA__POOLS__WEB__COMMAND__0", "x", "KAMISAMA__POOLS__WEB__COMMAND__0: command has no parts: leave out __0.")]
    [InlineData("KAMISAMA__POOLS__WEB__RULES", "x", "KAMISAMA__POOLS__WEB__RULES: can't be a variable: rules is an object. Set it in a file.")]
    [InlineData("KAMISAMA__POOLS__WEB__ENVIRONMENT", "x", "KAMISAMA__POOLS__WEB__ENVIRONMENT: can't be a variable: environment is an object. Name the variable too: KAMISAMA__POOLS__WEB__ENVIRONMENT__NAME.")]
    [InlineData("KAMISAMA__POOLS", "{}", "KAMISAMA__POOLS: names no setting. It must be KAMISAMA__POOLS__POOL__KEY, such as KAMISAMA__POOLS__WEB__INSTANCES.")]
    public void Load_AVariableThatMeansNothing_IsAFault(string name, string value, string fault)
    {
        _files.Add("kamisama.json", """{ "pools": { "web": { "command": "a" } } }""");
        Set(name, value);
        Assert.Equal(fault, _files.Read().Faults);
    }

    [Fact]
    public void Load_PutsVariablesIn_FromTheEnvironmentElseFromDotEnv()
    {
        _files.Add("kamisama.json", """{ "pools": { "web": { "command": ["$$HOME", "${KAMISAMA_TEST_A}", "${KAMISAMA_TEST_B}-${KAMISAMA_TEST_C:-c}", "$x"], "instances": "${KAMISAMA_TEST_N}" } } }""");
        _files.Add(".env", "# comment\nexport KAMISAMA_TEST_A=\"of the file\\n\"\nKAMISAMA_TEST_B='b #'  # here\nKAMISAMA_TEST_N=3\nKAMISAMA_TEST_LATER=$KAMISAMA_TEST_B\n");
        Set("KAMISAMA_TEST_B", "of the process");

        WorkerPoolOptions web = _files.Valid().Pools[0];
        Assert.Equal(("$HOME", 3), (web.Command!.FileName, web.Instances));
        Assert.Equal(["of the file\n", "of the process-c", "$x"], web.Command.Arguments);
        Assert.Equal(
            [("KAMISAMA_TEST_A", "of the file\n"), ("KAMISAMA_TEST_N", "3"), ("KAMISAMA_TEST_LATER", "$KAMISAMA_TEST_B")],
            web.Command.Environment.Select(variable => (variable.Key, variable.Value)));
    }

    [Theory]
    [InlineData("${A", "has a '${' without its '}'")]
    [InlineData("${}", "has '${}', which is neither ${VAR} nor ${VAR:-default}")]
    [InlineData("${a-b}", "has '${a-b}', which is neither")]
    public void Load_WhatIsNoVariable_IsAFault(string text, string fault)
    {
        _files.Add("kamisama.json", $$"""{ "pools": { "web": { "command": ["x", "{{text}}"] } } }""");
        Assert.StartsWith($"kamisama.json:1:40: pools.web.command[1]: {fault}", _files.Read().Faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A", "must be KEY=VALUE")]
    [InlineData("1A=b", "must be KEY=VALUE")]
    [InlineData("A='b", "A has a quote without its end")]
    [InlineData("A=\"b\" c", "A has a quote without its end")]
    [InlineData("A=1\nA=2", "A was given already")]
    public void Load_AFaultOfDotEnv_HasItsLine(string text, string fault)
    {
        _files.Add("kamisama.json", """{ "pools": { "web": { "command": "a" } } }""");
        _files.Add(".env", "\n" + text);
        Assert.Contains(fault, _files.Read().Faults, StringComparison.Ordinal);
        Assert.StartsWith(".env:", _files.Read().Faults, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_HidesSecretsUnlessAsked_AndCanBeLoadedAgain()
    {
        _files.Add("kamisama.json", """
            { "pools": { "web": { "command": ["x", "--token=${KAMISAMA_TEST_TOKEN}"], "environment": { "API_KEY": "abc", "A": "${KAMISAMA_TEST_TOKEN}" } } } }
            """);
        Set("KAMISAMA_TEST_TOKEN", "s3cret\"\n");
        var faults = new ConfigFaults();
        ConfigTree tree = ConfigLoader.Load(Path.Combine(_files.Folder, "kamisama.json"), null, faults)!;

        string shown = ConfigText.Write(tree, effective: true, origin: true, secrets: false);
        Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", shown, StringComparison.Ordinal);

        _files.Add("again.json", ConfigText.Write(tree, effective: true, origin: true, secrets: true));
        WorkerPoolOptions again = _files.Valid("again.json").Pools[0], first = _files.Valid().Pools[0];
        Assert.Equal(first.Command!.Arguments, again.Command!.Arguments);
        Assert.Equal(first.Command.Environment, again.Command.Environment);
        ConfigFiles.ShouldEqual(first, again);
    }

    private void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        _set.Add(name);
    }
}
