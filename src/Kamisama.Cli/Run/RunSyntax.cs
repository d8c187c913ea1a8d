using System.CommandLine;

namespace Kamisama.Cli.Run;

/// <summary>The options of <c>kamisama run</c>, which other commands take too, as the parser knows them. What a value means is read in <see cref="RunOptionsReader"/>.</summary>
internal sealed class RunSyntax
{
    public const string Run = "run";

    public RunSyntax(string command = Run)
    {
        Command = new Command(command);
        Pool = Array.ConvertAll<string, Option>(PoolOptions.Names, Add);
        Instances = Pool[0];
        EnvironmentVariable = Add("--env");
        Name = Add("--name");
        LogFormat = Add("--log-format");
        Control = Add("--control");
        Policy = Array.ConvertAll<string, Option>(PolicyOptions.Names, Add);
        Rule = Add("--rule");
        Command.Add(Quiet);
        if (command == Run)
        {
            File = Add("--file", "-f");
            Environment = Add("--environment");
            Procfile = Add("--procfile");
            Formation = Add("--formation");
        }
    }

    public Command Command { get; }

    /// <summary>What <see cref="PoolOptions"/> knows, in the order of its names.</summary>
    public IReadOnlyList<Option> Pool { get; }

    public Option Instances { get; }

    public Option<string[]> EnvironmentVariable { get; }

    public Option<string[]> Name { get; }

    public Option<string[]> LogFormat { get; }

    public Option<string[]> Control { get; }

    /// <summary>What <see cref="PolicyOptions"/> knows, in the order of its names.</summary>
    public IReadOnlyList<Option> Policy { get; }

    public Option<string[]> Rule { get; }

    /// <summary>A configuration, instead of nearly all other options; only for <c>run</c>.</summary>
    public Option<string[]> File { get; } = null!;

    /// <summary>See <see cref="File"/>.</summary>
    public Option<string[]> Environment { get; } = null!;

    /// <summary>The other kind of file; only for <c>run</c>.</summary>
    public Option<string[]> Procfile { get; } = null!;

    /// <summary>See <see cref="Procfile"/>.</summary>
    public Option<string[]> Formation { get; } = null!;

    /// <summary>What may be given with <see cref="File"/> or <see cref="Procfile"/>.</summary>
    public IReadOnlyList<Option> BesideFile => [File, Environment, Procfile, Formation, LogFormat, Control, Quiet];

    public Option<string[]> Quiet { get; } = Flag("--quiet");

    /// <summary>An option without a value. Not a bool: one type for all options is compiled ahead, and a bool would be the only other one.</summary>
    public static Option<string[]> Flag(string name, params string[] aliases) => new(name, aliases) { Arity = ArgumentArity.Zero };

    // Any number of values, so that too few and too many are told in our words, together with everything else.
    public Option<string[]> Add(string name) => Add(name, []);

    private Option<string[]> Add(string name, params string[] aliases)
    {
        var option = new Option<string[]>(name, aliases) { Arity = ArgumentArity.ZeroOrMore };
        Command.Add(option);
        return option;
    }
}
