using Kamisama.Actors;
using Kamisama.Cli.Config;

namespace Kamisama.Cli.Tests.Config;

public sealed class ConfigReaderTests : IDisposable
{
    private readonly ConfigFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Read_AllKindsOfValues_MeanWhatTheOptionsMean()
    {
        _files.Add("kamisama.json", """
            {
              // a comment
              "strategy": "rest-for-one", "restartLimit": 2, "restartInterval": "5m",
              "pools": {
                "web": {
                  "command": ["ruby", "web.rb", "{index}"], "instances": 4, "respawnLimit": "unlimited", "respawnInterval": "10m",
                  "gracePeriod": 2.5, "stopSignal": "QUIT", "directory": "app", "successCodes": [0, 99], "noRestartSignals": "ABRT,SEGV",
                  "backoffInitial": "500ms", "liveness": "tcp:127.0.0.1:80", "livenessFailures": 2, "memoryLimit": "500M", "restartSurge": 1,
                  "environment": { "A": "x y", "B": 1, "C": true, "D": null }, "rules": { "signalled": "backoff=5..60,limit=10/1h" },
                  "breachAction": "stop-pool",
                },
                "other": { "command": "sh -c 'echo \"a b\"' \"c d\" e\\ f" }
              }
            }
            """);
        WorkerPoolGroupOptions group = _files.Valid();

        Assert.Equal((PoolStrategy.RestForOne, 2, TimeSpan.FromMinutes(5)), (group.Strategy, group.RestartLimit, group.RestartInterval));
        WorkerPoolOptions web = group.Pools[0], other = group.Pools[1];
        Assert.Equal(("web", 4, null, TimeSpan.FromMinutes(10)), (web.Name, web.Instances, web.RespawnLimit, web.RespawnInterval));
        Assert.Equal((TimeSpan.FromSeconds(2.5), 3, Path.Combine(_files.Folder, "app")), (web.GracePeriod, web.StopSignal, web.Command!.WorkingDirectory));
        Assert.Equal([0, 99], web.SuccessExitCodes);
        Assert.Equal([6, 11], web.NoRestartSignals);
        Assert.Equal(TimeSpan.FromSeconds(0.5), web.Backoff!.InitialDelay);
        Assert.Equal((2, 2), (web.Liveness!.Failures, web.Liveness.Of));
        Assert.Equal((500L << 20, 1, BreachAction.StopPool), (web.MemoryLimit!.Bytes, web.RestartSurge, web.BreachAction));
        Assert.Equal([("A", "x y"), ("B", "1"), ("C", "true"), ("D", null)], web.Command.Environment.Select(variable => (variable.Key, variable.Value)));
        Assert.Equal(TimeSpan.FromSeconds(5), web.ExitRules[ExitClass.Signalled].Backoff!.InitialDelay);
        Assert.Equal(("sh", _files.Folder), (other.Command!.FileName, other.Command.WorkingDirectory));
        Assert.Equal(["-c", "echo \"a b\"", "c d", "e f"], other.Command.Arguments);
        Assert.Equal((1, 3), (other.Instances, other.RespawnLimit));
    }

    [Fact]
    public void Read_WithFaults_TellsAllOfThemWithTheirPlaces()
    {
        _files.Add("kamisama.json", """
            {
              "polls": {},
              "strategy": "one-for-two",
              "pools": {
                "web": { "comand": "x", "instances": "many", "gracePeriod": [1], "environment": {"A": {}}, "liveness": 7 },
                "we b": { "command": "sh -c 'x", "rules": {"cleen": "limit=3"}, "stopSignal": "${KAMISAMA_TEST_NOPE}" },
                "web": 3,
                "db": { "command": ["db"], "livenessInterval": 3, "respawn-limit": 1, "Instances": 3 },
                "bad name": { "command": "x" }
              }
            }
            """);
        Assert.Equal(
            """
            kamisama.json:2:3: polls: is no key here. Did you mean 'pools'?
            kamisama.json:3:15: strategy: must be one-for-one, one-for-all or rest-for-one, not 'one-for-two'.
            kamisama.json:5:5: pools.web.command: is missing: say what the workers run, such as "command": ["ruby", "worker.rb", "{index}"].
            kamisama.json:5:14: pools.web.comand: is no key here. Did you mean 'command'?
            kamisama.json:5:42: pools.web.instances: must be a whole number from 1 to 10000, not 'many'.
            kamisama.json:5:65: pools.web.gracePeriod: must be a time, seconds or a text such as "1m30s", or "unlimited", not an array.
            kamisama.json:5:91: pools.web.environment.A: must be a text, not an object.
            kamisama.json:5:108: pools.web.liveness: must be a text, not a number.
            kamisama.json:6:26: pools.we b.command: has a quote without its end.
            kamisama.json:6:57: pools.we b.rules.cleen: must begin with a class of ends (clean, failed, signalled, killed-for-memory, timed-out, could-not-start, recycled), not 'cleen'.
            kamisama.json:6:83: pools.we b.stopSignal: needs the variable KAMISAMA_TEST_NOPE, which is not set. Set it in the environment or in .env, or give a default: ${KAMISAMA_TEST_NOPE:-default}.
            kamisama.json:7:5: pools.web: was given already in line 5. Keep one of both.
            kamisama.json:8:52: pools.db.livenessInterval: has no meaning without liveness: give that too, or leave it out.
            kamisama.json:8:55: pools.db.respawn-limit: is no key here. Did you mean 'respawnLimit'?
            kamisama.json:8:75: pools.db.Instances: is no key here. Did you mean 'instances'?
            kamisama.json:9:5: pools.bad name: The pool's name must be 1 to 64 letters, digits, '-' or '_', and begin with a letter or a digit.
            """,
            _files.Read().Faults);
    }

    [Theory]
    [InlineData("", "kamisama.json:1:1: is not JSON: ")]
    [InlineData("[]", "kamisama.json:1:1: must be an object, not an array.")]
    [InlineData("{}", "kamisama.json:1:1: pools: is missing: say what to run")]
    [InlineData("{\"pools\": {}}", "kamisama.json:1:11: pools: must be an object with a pool at least")]
    [InlineData("{\"pools\": 3}", "kamisama.json:1:11: pools: must be an object with a pool at least")]
    [InlineData("{\n  \"pools\": {\n", "kamisama.json:3:1: is not JSON: ")]
    [InlineData("{\"pools\": {\"a\": {\"command\": \"x\", \"instances\": 1e3}}}", "kamisama.json:1:47: pools.a.instances: must be a whole number from 1 to 10000, not '1e3'.")]
    [InlineData("{\"pools\": {\"a\": {\"command\": \"\\ud800\"}}}", "kamisama.json:1:29: pools.a.command: holds one half of a surrogate pair")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}}}}}}}", "kamisama.json:1:")]
    public void Read_WhatIsNoConfiguration_SaysWhereAndWhy(string text, string fault)
    {
        _files.Add("kamisama.json", text);
        Assert.StartsWith(fault, _files.Read().Faults, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhatIsNotUtf8OrTooLargeOrNotThere_SaysSo()
    {
        File.WriteAllBytes(Path.Combine(_files.Folder, "latin1.json"), [.. "{\n \"a"u8, 0xe4, .. "\": 1}"u8]);
        Assert.Equal("latin1.json:2:4: is not valid UTF-8. Save the file in that encoding.", _files.Read("latin1.json").Faults);
        _files.Add("large.json", new string(' ', 1 << 21));
        Assert.Equal("large.json: is larger than 1 MiB, which no configuration is.", _files.Read("large.json").Faults);
        Assert.Equal("none.json: is not there. 'kamisama init' writes one to begin with.", _files.Read("none.json").Faults);
        Directory.CreateDirectory(Path.Combine(_files.Folder, "folder.json"));
        Assert.StartsWith("folder.json: can't be read: ", _files.Read("folder.json").Faults, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Yaml_GivesTheSameAsJson()
    {
        _files.Add("kamisama.yaml", """
            strategy: one-for-all
            pools:
              web: &common
                command: [ruby, web.rb, "{index}"]   # a comment
                instances: 4
                gracePeriod: 30s
                environment: { LEVEL: info, EMPTY: "", GONE: ~ }
              crunchers:
                command: sh -c 'echo hi'
                successCodes: [0, 3]
              copy: *common
            """);
        WorkerPoolGroupOptions group = _files.Valid("kamisama.yaml");
        Assert.Equal(["web", "crunchers", "copy"], group.Pools.Select(pool => pool.Name));
        Assert.Equal((4, TimeSpan.FromSeconds(30), 4), (group.Pools[0].Instances, group.Pools[0].GracePeriod, group.Pools[2].Instances));
        Assert.Equal([("LEVEL", "info"), ("EMPTY", ""), ("GONE", null)], group.Pools[0].Command!.Environment.Select(variable => (variable.Key, variable.Value)));
        Assert.Equal([0, 3], group.Pools[1].SuccessExitCodes);
    }

    [Theory]
    [InlineData("pools:\n  web:\n    command: x\n    instances: many\n", "kamisama.yaml:4:16: pools.web.instances: must be a whole number from 1 to 10000, not 'many'.")]
    [InlineData("pools:\n  web: {command: x}\n  web: {command: x}\n", "kamisama.yaml:3:3: pools.web: was given already in line 2. Keep one of both.")]
    [InlineData("pools: [\n", "kamisama.yaml:2:1: is not YAML: ")]
    [InlineData("pools: *x\n", "kamisama.yaml:1:8: is not YAML: no anchor 'x' comes before this alias.")]
    [InlineData("a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n", "kamisama.yaml:5:")]
    [InlineData("", "kamisama.yaml: must be an object, not null.")]
    [InlineData("pools: {a: {command: x}}\n---\nx: y\n", "kamisama.yaml:2:1: has a second document. A configuration is one.")]
    [InlineData("? [a]\n: b\n", "kamisama.yaml:1:3: is not YAML: a key must be a text.")]
    public void Read_YamlWithFaults_SaysWhereAndWhy(string text, string fault)
    {
        _files.Add("kamisama.yaml", text);
        Assert.StartsWith(fault, _files.Read("kamisama.yaml").Faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" a  b ", "a|b")]
    [InlineData("a 'b c' \"d e\" f\\ g", "a|b c|d e|f g")]
    [InlineData("a'b'\"c\"", "abc")]
    [InlineData("'' \"\"", "|")]
    [InlineData("\"a\\\"b\\\\c\\d\" 'e\\f'", "a\"b\\c\\d|e\\f")]
    [InlineData("'a", null)]
    [InlineData("a \"b", null)]
    public void Split_IsWhatAShellMakesOfIt(string text, string? words) =>
        Assert.Equal(words, CommandWords.Split(text) is { } split ? string.Join('|', split) : null);
}
