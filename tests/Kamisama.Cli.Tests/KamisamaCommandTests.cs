using Kamisama.Cli.Help;

namespace Kamisama.Cli.Tests;

public sealed class KamisamaCommandTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Read_Help_TellsTheOverview(string arg) =>
        Assert.Equal(RootHelp.Text, Assert.IsType<Request.Tell>(KamisamaCommand.Read([arg])).Text);

    [Fact]
    public void Read_HelpOfRun_WinsOverEveryFault() =>
        Assert.Equal(RunHelp.Text, Assert.IsType<Request.Tell>(KamisamaCommand.Read(["run", "--instances", "x", "--help"])).Text);

    [Fact]
    public void Read_Version_NamesTheRuntimeToo() =>
        Assert.Matches(@"^kamisama \d+\.\d+\.\d+\S* \(\.NET .+, linux-.+\)$", Assert.IsType<Request.Tell>(KamisamaCommand.Read(["--version"])).Text);

    [Theory]
    [InlineData("", "No command was given. Try 'kamisama run --instances 2 -- COMMAND' or 'kamisama run -f FILE', or see 'kamisama --help'.")]
    [InlineData("rum", "Unknown command 'rum'. The commands are run, config, init, explain and simulate, and for a master that runs ps, status, scale, restart, start, stop, signal, events, why, logs, reload, ls; see 'kamisama --help'.")]
    [InlineData("--instances 2", "Unknown option '--instances'. See 'kamisama --help'.")]
    public void Read_NoCommand_SaysWhichThereIs(string commandLine, string fault) =>
        Assert.Equal([fault], Assert.IsType<Request.Refuse>(
            KamisamaCommand.Read(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Faults);
}
