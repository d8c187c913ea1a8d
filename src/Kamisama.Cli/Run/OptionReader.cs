using System.CommandLine;

namespace Kamisama.Cli.Run;

/// <summary>Takes values out of a parsed command line, and collects what is wrong with them.</summary>
internal sealed class OptionReader(ParseResult result)
{
    /// <summary>What is wrong, one sentence each.</summary>
    public List<string> Faults { get; } = [];

    // Setters, not a generic method with a result: instances of one over TimeSpan? and the like can't be compiled ahead.
    public void ReadOne(Option option, Action<string> read)
    {
        List<string> values = ValuesOf(option);
        if (values.Count > 1)
        {
            Faults.Add($"{option.Name} was given {values.Count} times. Give it once.");
        }
        else if (values.Count == 1)
        {
            ReadValue(option, values[0], read);
        }
    }

    /// <summary>An option that may be given many times.</summary>
    public void ReadEach(Option option, Action<string> read)
    {
        foreach (string text in ValuesOf(option))
        {
            ReadValue(option, text, read);
        }
    }

    private void ReadValue(Option option, string text, Action<string> read)
    {
        try
        {
            read(text);
        }
        catch (OptionValueException exception)
        {
            Faults.Add($"{option.Name} {exception.Message}");
        }
    }

    private List<string> ValuesOf(Option option)
    {
        if (result.GetResult(option) is not { Implicit: false } found)
        {
            return [];
        }

        if (found.Tokens.Count < found.IdentifierTokenCount)
        {
            Faults.Add($"{option.Name} has no value. See 'kamisama {result.CommandResult.Command.Name} --help'.");
        }

        return [.. found.Tokens.Select(token => token.Value)];
    }
}
