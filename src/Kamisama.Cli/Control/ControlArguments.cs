using Kamisama.Cli.Run;

namespace Kamisama.Cli.Control;

/// <summary>A command line of a command that steers a master, taken apart.</summary>
/// <remarks>By hand: <c>scale -1</c> has a word that the parser takes for an option, and no command here starts workers of its own.</remarks>
internal sealed class ControlArguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    private ControlArguments(ControlSyntax syntax) => Syntax = syntax;

    public ControlSyntax Syntax { get; }

    /// <summary>What is no option.</summary>
    public List<string> Words { get; } = [];

    /// <summary>What is wrong, one sentence each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How long it may take; <see langword="null"/>: not given.</summary>
    public TimeSpan? Timeout { get; private set; }

    public string? this[string option] => _options.GetValueOrDefault(option);

    public bool Has(string option) => _options.ContainsKey(option);

    /// <summary>Reads what stands behind the command.</summary>
    public static ControlArguments Read(ControlSyntax syntax, IReadOnlyList<string> args)
    {
        var read = new ControlArguments(syntax);
        for (int i = 0; i < args.Count; i++)
        {
            read.Take(args, ref i);
        }

        if (!read.Has(ControlSyntax.Help))
        {
            read.Check();
        }

        return read;
    }

    private void Take(IReadOnlyList<string> args, ref int at)
    {
        string arg = args[at];
        if (!arg.StartsWith("--", StringComparison.Ordinal) && arg is not ("-h" or "-?"))
        {
            Words.Add(arg);
            return;
        }

        int equals = arg.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? arg : arg[..equals];
        name = name is "-h" or "-?" ? ControlSyntax.Help : name;
        string? value = equals < 0 ? null : arg[(equals + 1)..];
        if (name != ControlSyntax.Help && !Syntax.Options.Contains(name))
        {
            Faults.Add($"Unknown option '{name}'. 'kamisama {Syntax.Name}' has: {string.Join(", ", Syntax.Options)}.");
        }
        else if (ControlSyntax.IsFlag(name))
        {
            if (value is not null)
            {
                Faults.Add($"{name} takes no value.");
            }

            _options[name] = "";
        }
        else if ((value ?? (at + 1 < args.Count ? args[++at] : "")) is { Length: > 0 } text)
        {
            if (!_options.TryAdd(name, text))
            {
                Faults.Add($"{name} was given twice. Give it once.");
            }
        }
        else
        {
            Faults.Add($"{name} has no value. See 'kamisama {Syntax.Name} --help'.");
        }
    }

    // "scale web 4" is "scale 4 --pool web": what else comes first is a number.
    private void TakePool()
    {
        if (Syntax.TakesPool && Words is [var first, ..] && !char.IsAsciiDigit(first.TrimStart('+', '-').FirstOrDefault()))
        {
            Words.RemoveAt(0);
            if (!_options.TryAdd(ControlSyntax.Pool, first))
            {
                Faults.Add($"'{first}' and {ControlSyntax.Pool} both name a pool. Give one of them.");
            }
        }
    }

    private void Check()
    {
        TakePool();
        if (Words.Count < Syntax.MinWords || Words.Count > Syntax.MaxWords)
        {
            string usage = $"kamisama {Syntax.Name}{(Syntax.TakesPool ? " [POOL]" : "")}{Syntax.Words}";
            Faults.Add(Words.Count > Syntax.MaxWords ? $"'{Words[Syntax.MaxWords]}' is one word too many: {usage}" : $"Something is missing: {usage}");
        }

        if (this[ControlSyntax.Timeout] is { } text)
        {
            Try(ControlSyntax.Timeout, () => Timeout = OptionValues.ReadPositiveTime(text));
        }

        if (this[ControlSyntax.Last] is { } last)
        {
            Try(ControlSyntax.Last, () => OptionValues.ReadWhole(last, 0, Syntax.Name == "logs" ? 10_000 : 100));
        }
    }

    private void Try(string option, Action read)
    {
        try
        {
            read();
        }
        catch (OptionValueException exception)
        {
            Faults.Add($"{option} {exception.Message}");
        }
    }
}
