using System.CommandLine;

namespace Kamisama.Cli.Run;

/// <summary>The options of <c>kamisama run</c>, which other commands take too, as the parser knows them. What a value means is read in <see cref="RunOptionsReader"/>.</summary>
internal sealed class RunSyntax
{
    public const string Run = "run";

    public RunSyntax(string command = Run)
    {
        Command = new Command(command);
        Instances = Add("--instances");
        RespawnLimit = Add("--respawn-limit");
        RespawnInterval = Add("--respawn-interval");
        GracePeriod = Add("--grace-period");
        StopSignal = Add("--stop-signal");
        WorkingDirectory = Add("--directory");
        EnvironmentVariable = Add("--env");
        User = Add("--user");
        Name = Add("--name");
        LogFormat = Add("--log-format");
        Control = Add("--control");
        ControlGroup = Add("--control-group");
        Policy = Array.ConvertAll<string, Option>(PolicyOptions.Names, Add);
        Rule = Add("--rule");
        Command.Add(Quiet);
    }

    public Command Command { get; }

    public Option<string[]> Instances { get; }

    public Option<string[]> RespawnLimit { get; }

    public Option<string[]> RespawnInterval { get; }

    public Option<string[]> GracePeriod { get; }

    public Option<string[]> StopSignal { get; }

    public Option<string[]> WorkingDirectory { get; }

    public Option<string[]> EnvironmentVariable { get; }

    public Option<string[]> User { get; }

    public Option<string[]> Name { get; }

    public Option<string[]> LogFormat { get; }

    public Option<string[]> Control { get; }

    public Option<string[]> ControlGroup { get; }

    /// <summary>What <see cref="PolicyOptions"/> knows, in the order of its names.</summary>
    public IReadOnlyList<Option> Policy { get; }

    public Option<string[]> Rule { get; }

    public Option<string[]> Quiet { get; } = Flag("--quiet");

    /// <summary>An option without a value. Not a bool: one type for all options is compiled ahead, and a bool would be the only other one.</summary>
    public static Option<string[]> Flag(string name, params string[] aliases) => new(name, aliases) { Arity = ArgumentArity.Zero };

    // Any number of values, so that too few and too many are told in our words, together with everything else.
    public Option<string[]> Add(string name)
    {
        var option = new Option<string[]>(name) { Arity = ArgumentArity.ZeroOrMore };
        Command.Add(option);
        return option;
    }
}
