using System.Globalization;
using System.Text;
using Kamisama.Actors;
using Kamisama.Cli.Config;
using Mono.Unix.Native;

namespace Kamisama.Cli.Tests.Config;

public sealed class ProcfileTests
{
    [Fact]
    public void Read_EachLineIsAPool_WithAShellAndPortsOfItsOwn()
    {
        (WorkerPoolGroupOptions group, string faults) = Read("# comment\n\nweb: ruby web.rb -p $PORT\nworker:sh -c 'a: b' | tee log\n", "worker=5");
        Assert.Equal("", faults);
        Assert.Equal([("web", 1), ("worker", 5)], group.Pools.Select(pool => (pool.Name, pool.Instances)));
        Assert.Equal("/bin/sh", group.Pools[0].Command!.FileName);
        Assert.Equal(["-c", "export PORT=$((5000 + 0 + KAMISAMA_WORKER_INDEX - 1)); ruby web.rb -p $PORT"], group.Pools[0].Command!.Arguments);
        Assert.Equal("export PORT=$((5000 + 100 + KAMISAMA_WORKER_INDEX - 1)); sh -c 'a: b' | tee log", group.Pools[1].Command!.Arguments[1]);
    }

    [Theory]
    [InlineData(null, "a=1 b=1 c=1")]
    [InlineData("a=2,c=0", "a=2 b=1")]
    [InlineData("all=3", "a=3 b=3 c=3")]
    [InlineData("b=1,all=0", "b=1")]
    public void Read_AFormation_SaysHowMany(string? formation, string pools) =>
        Assert.Equal(pools, string.Join(' ', Read("a: x\nb: x\nc: x\n", formation).Group.Pools.Select(pool => $"{pool.Name}={pool.Instances}")));

    [Theory]
    [InlineData("web ruby", null, "Procfile:1:1: must be NAME: COMMAND, such as 'web: ruby web.rb'.")]
    [InlineData("web:\n", null, "Procfile:1:1: must be NAME: COMMAND, such as 'web: ruby web.rb'.")]
    [InlineData("a: x\na: y", null, "Procfile:2:1: a: was given already in a line above. Keep one of both.")]
    [InlineData("a: x", "a", "--formation: must be NAME=N with commas, such as web=2,worker=5, not 'a'.")]
    [InlineData("a: x", "a=-1", "--formation: must be NAME=N with commas, such as web=2,worker=5, not 'a=-1'.")]
    [InlineData("web: x", "wep=1", "--formation: wep: is no line of the file. Did you mean 'web'?")]
    [InlineData("a b: x", null, "Procfile:1:1: pools.a b: The pool's name must be")]
    [InlineData("# nothing", null, "Procfile: has no line NAME: COMMAND")]
    [InlineData("a: x", "a=0", "Procfile: has no worker in that formation.")]
    public void Read_WhatIsWrong_HasItsPlace(string text, string? formation, string fault) =>
        Assert.StartsWith(fault, Read(text, formation).Faults, StringComparison.Ordinal);

    [Theory]
    [InlineData("run -f a.json --procfile Procfile", "both say what to run")]
    [InlineData("run --procfile Procfile --environment test", "has no overlays")]
    [InlineData("run -f a.json --formation a=1", "is for --procfile")]
    [InlineData("run --procfile /no/such/Procfile", "/no/such/Procfile: is not there.")]
    public void Read_WhatDoesNotGoTogether_IsAFault(string commandLine, string fault) =>
        Assert.Contains(fault, Assert.IsType<Request.Refuse>(KamisamaCommand.Read(commandLine.Split(' '))).Faults[0], StringComparison.Ordinal);

    [Fact]
    public async Task Run_EveryWorkerHasAPortOfItsOwn()
    {
        using var files = new ConfigFiles();
        files.Add(".env", "GREETING=hello\n");
        string file = files.Add("Procfile", "web: echo \"$GREETING web $PORT\"; exec sleep 1000\njob: cd / && echo job $PORT $PWD; exec sleep 1000\n");
        using var kamisama = RunningProgram.Start(
            "/usr/bin/env", "PORT=7000", Path.Combine(AppContext.BaseDirectory, "kamisama"), "run", "--procfile", file, "--formation", "web=2");
        var said = new List<string>();
        await kamisama.WaitForLine("all three", line =>
        {
            said.AddRange(line.StartsWith("hello", StringComparison.Ordinal) || line.StartsWith("job", StringComparison.Ordinal) ? [line] : []);
            return said.Count == 3;
        });
        Assert.Equal(["hello web 7000", "hello web 7001", "job 7100 /"], said.Order(StringComparer.Ordinal));
        kamisama.Signal(Signum.SIGTERM);
        Assert.Equal(0, (await kamisama.WaitForExit()).ExitCode);
    }

    private static (WorkerPoolGroupOptions Group, string Faults) Read(string text, string? formation)
    {
        var faults = new ConfigFaults();
        WorkerPoolGroupOptions? group = Procfile.Read("Procfile", Encoding.UTF8.GetBytes(text), formation, faults) is { } root
            ? ConfigReader.Read(new ConfigTree(root, "/", new Dictionary<string, string>()), faults)
            : null;
        return (group!, string.Join('\n', faults.ToLines()).ToString(CultureInfo.InvariantCulture));
    }
}
