using Kamisama.Actors;
using Kamisama.Cli.Run;
using Kamisama.Processes;

namespace Kamisama.Cli.Tests.Run;

public sealed class RunOptionsReaderTests
{
    [Fact]
    public void Read_OnlyWhatIsRequired_GivesTheDefaultsOfTheGem()
    {
        RunOptions options = ReadOptions("--instances 17 -- ruby worker.rb {index}");

        Assert.Equal(17, options.Pool.Instances);
        Assert.Equal(3, options.Pool.RespawnLimit);
        Assert.Equal(TimeSpan.FromSeconds(60), options.Pool.RespawnInterval);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Pool.GracePeriod);
        Assert.Equal(15, options.Pool.StopSignal);
        Assert.Equal("workers", options.Pool.Name);
        Assert.Equal("ruby", options.Pool.Command!.FileName);
        Assert.Equal(["worker.rb", "{index}"], options.Pool.Command.Arguments);
        Assert.Null(options.Pool.Command.WorkingDirectory);
        Assert.Null(options.Pool.Command.Credentials);
        Assert.Empty(options.Pool.Command.Environment);
        Assert.False(options.Quiet);
        Assert.Equal(LogFormat.Text, options.LogFormat);
    }

    [Fact]
    public void Read_EveryOption_ReachesThePool()
    {
        RunOptions options = ReadOptions(
            "--instances 2 --respawn-limit 10 --respawn-interval 0.5 --grace-period 1.25 --stop-signal SIGQUIT --directory /srv "
            + "--env A=1 --env B=x=y --env C= --user 0 --name crunch --quiet --log-format json -- ./x");

        Assert.Equal(10, options.Pool.RespawnLimit);
        Assert.Equal(TimeSpan.FromSeconds(0.5), options.Pool.RespawnInterval);
        Assert.Equal(TimeSpan.FromSeconds(1.25), options.Pool.GracePeriod);
        Assert.Equal(3, options.Pool.StopSignal);
        Assert.Equal("/srv", options.Pool.Command!.WorkingDirectory);
        Assert.Equal(
            new Dictionary<string, string?> { ["A"] = "1", ["B"] = "x=y", ["C"] = "" }, options.Pool.Command.Environment);
        Assert.Equal(0u, options.Pool.Command.Credentials!.UserId);
        Assert.Equal("crunch", options.Pool.Name);
        Assert.True(options.Quiet);
        Assert.Equal(LogFormat.Json, options.LogFormat);
    }

    [Fact]
    public void Read_Unlimited_IsNoLimitAndNoKill()
    {
        WorkerPoolOptions pool = ReadOptions("--instances 1 --respawn-limit unlimited --grace-period unlimited -- x").Pool;

        Assert.Null(pool.RespawnLimit);
        Assert.Null(pool.GracePeriod);
    }

    [Fact]
    public void Read_GracePeriodZero_IsZero() =>
        Assert.Equal(TimeSpan.Zero, ReadOptions("--instances 1 --grace-period 0 -- x").Pool.GracePeriod);

    [Fact]
    public void Read_WhatLooksLikeOptionsBehindTheDashes_BelongsToTheWorkers()
    {
        ProcessSpec command = ReadOptions("--instances=1 -- x --instances 5 --help -- @file").Pool.Command!;

        Assert.Equal(["--instances", "5", "--help", "--", "@file"], command.Arguments);
    }

    [Theory]
    [InlineData("--instances 0 -- x", "--instances must be a whole number from 1 to 10000, not '0'.")]
    [InlineData("--instances -1 -- x", "--instances must be a whole number from 1 to 10000, not '-1'.")]
    [InlineData("--instances 1e9 -- x", "--instances must be a whole number from 1 to 10000, not '1e9'.")]
    [InlineData("--instances 1000000000 -- x", "--instances must be a whole number from 1 to 10000, not '1000000000'.")]
    [InlineData("--instances abc -- x", "--instances must be a whole number from 1 to 10000, not 'abc'.")]
    [InlineData("--instances -- x", "--instances has no value. See 'kamisama run --help'.")]
    [InlineData("--instances 1 --instances 2 -- x", "--instances was given 2 times. Give it once.")]
    [InlineData("--instances 1 --respawn-limit -1 -- x", "--respawn-limit must be a whole number, 0 or more, or 'unlimited', not '-1'.")]
    [InlineData("--instances 1 --respawn-interval 0 -- x", "--respawn-interval must be a time of more than 0, such as 60 or 0.5 (seconds), 10m or 1h30m, not '0'.")]
    [InlineData("--instances 1 --respawn-interval 99999999999999999999999999999999 -- x", "--respawn-interval must be a time of more than 0, such as 60 or 0.5 (seconds), 10m or 1h30m, not '99999999999999999999999999999999'.")]
    [InlineData("--instances 1 --grace-period 1w -- x", "--grace-period must be a time of 0 or more, such as 60 or 0.5 (seconds), 10m or 1h30m, or 'unlimited', not '1w'.")]
    [InlineData("--instances 1 --stop-signal FOO -- x", "--stop-signal must be the name or number of a signal that can end a process, such as TERM, INT, QUIT or 15, not 'FOO'.")]
    [InlineData("--instances 1 --stop-signal STOP -- x", "--stop-signal must be the name or number of a signal that can end a process, such as TERM, INT, QUIT or 15, not 'STOP'.")]
    [InlineData("--instances 1 --env FOO -- x", "--env must be KEY=VALUE, not 'FOO'. For an empty value: --env FOO=")]
    [InlineData("--instances 1 --env =x -- x", "--env must be KEY=VALUE with a KEY, not '=x'.")]
    [InlineData("--instances 1 --log-format xml -- x", "--log-format must be text or json, not 'xml'.")]
    [InlineData("--instances 1 --name= -- x", "--name has no value. See 'kamisama run --help'.")]
    [InlineData("-- x", "--instances is missing: say how many workers to run, for example '--instances 2'.")]
    [InlineData("--instances 1", "The workers' command is missing. Put it behind '--': kamisama run --instances 2 -- COMMAND [ARGS...]")]
    [InlineData("--instances 1 --", "The workers' command is missing. Put it behind '--': kamisama run --instances 2 -- COMMAND [ARGS...]")]
    [InlineData("--instances 2 ruby x.rb", "'ruby' is no option of kamisama. The workers' command stands behind '--': kamisama run --instances 2 -- ruby x.rb")]
    [InlineData("--name ruby --instances 2 ruby x.rb", "'ruby' is no option of kamisama. The workers' command stands behind '--': kamisama run --name ruby --instances 2 -- ruby x.rb")]
    [InlineData("--instances 2 ruby -- x.rb", "'ruby' is no option of kamisama. The workers' command stands behind '--': kamisama run --instances 2 -- ruby x.rb")]
    [InlineData("--instances 2 --workdir 5 -- x", "Unknown option '--workdir'. 'kamisama run --help' lists all; what belongs to the workers' command stands behind '--'.")]
    [InlineData("--instances 2 --grace 5 -- x", "Unknown option '--grace'. Did you mean '--grace-period'?")]
    [InlineData("--instances 2 --respawn-limits=5 -- x", "Unknown option '--respawn-limits'. Did you mean '--respawn-limit'?")]
    [InlineData("--instances 2 --quiet=yes -- x", "'yes' was given to an option that takes no value. See 'kamisama run --help'.")]
    public void Read_OneFault_IsToldInOneSentenceThatSaysWhatToType(string commandLine, string fault) =>
        Assert.Equal([fault], ReadFaults(commandLine));

    [Fact]
    public void Read_UnknownUser_SaysSo()
    {
        string fault = Assert.Single(ReadFaults("--instances 1 --user no-such-user -- x"));

        Assert.StartsWith("--user no-such-user: ", fault, StringComparison.Ordinal);
        Assert.Contains("there is no such user", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EmptyValue_SaysSo() => Assert.Equal(
        ["--name must not be empty. Leave the option out for its default."],
        Assert.IsType<Request.Refuse>(KamisamaCommand.Read(["run", "--instances", "1", "--name", "", "--", "x"])).Faults);

    [Fact]
    public void Read_ManyFaults_ListsAll() =>
        Assert.Equal(3, ReadFaults("--instances abc --env FOO --grace-period x -- x").Count);

    private static RunOptions ReadOptions(string commandLine) => Assert.IsType<Request.RunPool>(Read(commandLine)).Options;

    private static IReadOnlyList<string> ReadFaults(string commandLine) => Assert.IsType<Request.Refuse>(Read(commandLine)).Faults;

    private static Request Read(string commandLine) => KamisamaCommand.Read(["run", .. commandLine.Split(' ')]);
}
