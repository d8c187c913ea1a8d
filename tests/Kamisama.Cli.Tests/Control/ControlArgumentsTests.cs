using Kamisama.Cli.Control;

namespace Kamisama.Cli.Tests.Control;

public sealed class ControlArgumentsTests
{
    [Theory]
    [InlineData("scale", "3")]
    [InlineData("scale", "-1")]
    [InlineData("scale", "+2", "--wait", "--timeout=5m", "--pool", "web", "--control", "/x/y.sock")]
    [InlineData("ps")]
    [InlineData("status", "--json")]
    [InlineData("restart", "2", "--wait")]
    [InlineData("stop", "--mode", "drain")]
    [InlineData("signal", "1", "HUP")]
    [InlineData("events", "--follow", "--last", "10")]
    [InlineData("why", "3")]
    [InlineData("ls")]
    public void Read_WhatIsRight_HasNoFault(string command, params string[] args) =>
        Assert.Empty(ControlArguments.Read(ControlSyntax.Of(command), args).Faults);

    [Theory]
    [InlineData("'--wait'", "ps", "--wait")]
    [InlineData("Something is missing", "scale")]
    [InlineData("one word too many", "scale", "1", "2")]
    [InlineData("one word too many", "ls", "x")]
    [InlineData("one word too many", "ps", "x", "y")]
    [InlineData("one word too many", "scale", "web", "1", "2")]
    [InlineData("both name a pool", "scale", "web", "1", "--pool", "web")]
    [InlineData("Something is missing: kamisama scale [POOL] N|+N|-N", "scale", "web")]
    [InlineData("Something is missing", "signal", "1")]
    [InlineData("--timeout must be a time", "ps", "--timeout", "soon")]
    [InlineData("--timeout must be a time", "ps", "--timeout", "0")]
    [InlineData("--pool has no value", "ps", "--pool")]
    [InlineData("--pool has no value", "ps", "--pool=")]
    [InlineData("--pool was given twice", "ps", "--pool", "a", "--pool", "b")]
    [InlineData("--json takes no value", "ps", "--json=yes")]
    [InlineData("--last must be a whole number", "events", "--last", "101")]
    [InlineData("'--frob'", "ls", "--frob")]
    public void Read_WhatIsWrong_IsTold(string fault, string command, params string[] args) =>
        Assert.Contains(fault, Assert.Single(ControlArguments.Read(ControlSyntax.Of(command), args).Faults), StringComparison.Ordinal);

    [Fact]
    public void Read_OptionsAndWords_InAnyOrder()
    {
        ControlArguments read = ControlArguments.Read(ControlSyntax.Of("scale"), ["--pool", "web", "-4", "--wait"]);

        Assert.Equal(["-4"], read.Words);
        Assert.Equal("web", read["--pool"]);
        Assert.True(read.Has("--wait"));
        Assert.False(read.Has("--timeout"));
    }

    [Theory]
    [InlineData("web", "-4", "scale", "web", "-4")]
    [InlineData("web", "2", "restart", "web", "2")]
    [InlineData("web", "", "stop", "web")]
    [InlineData(null, "2", "restart", "2")]
    [InlineData("web", "1 HUP", "signal", "web", "1", "HUP")]
    public void Read_APoolMayComeFirst(string? pool, string words, string command, params string[] args)
    {
        ControlArguments read = ControlArguments.Read(ControlSyntax.Of(command), args);
        Assert.Empty(read.Faults);
        Assert.Equal((pool, words), (read["--pool"], string.Join(' ', read.Words)));
    }

    [Theory]
    [InlineData("--control", "web", "ps")]
    [InlineData("ps", "--control", "web")]
    public void Command_IsFound_WhereverItStands(params string[] args)
    {
        // "--control web ps" is no command of ours: the first word is "web".
        Request request = KamisamaCommand.Read(args);

        Assert.Equal(args[0] == "ps", request is Request.Control { Command: "ps" });
    }
}
