using Kamisama.Cli.Run;
using Kamisama.Processes;

namespace Kamisama.Cli.Simulate;

/// <summary>How workers end, and which share of them.</summary>
internal sealed class ExitMix
{
    private const string Form = "must be like 'code 1:70%,signal SEGV:20%,code 0:10%'";

    private readonly List<(ProcessExit Exit, double UpTo)> _exits = [];

    private ExitMix()
    {
    }

    /// <summary>All with code 1.</summary>
    public static ExitMix Default { get; } = Read("code 1:100%");

    /// <summary>Reads "code 1:70%,signal SEGV:20%,oom:10%".</summary>
    /// <exception cref="OptionValueException">The text is no such mix.</exception>
    public static ExitMix Read(string text)
    {
        var mix = new ExitMix();
        double sum = 0;
        foreach (string part in text.Split(','))
        {
            int at = part.LastIndexOf(':');
            if (at < 0 || !part.EndsWith('%'))
            {
                throw new OptionValueException($"{Form}, not '{text}'.");
            }

            sum += OptionValues.ReadNumber(part[(at + 1)..^1].Trim(), 0, 100);
            mix._exits.Add((ReadExit(part[..at].Trim(), text), sum / 100));
        }

        return Math.Abs(sum - 100) < 0.001
            ? mix
            : throw new OptionValueException(FormattableString.Invariant($"must add up to 100%, not to {sum:0.###}%."));
    }

    /// <summary>The exit that a random number, 0 to 1, means.</summary>
    public ProcessExit Draw(double unit)
    {
        foreach ((ProcessExit exit, double upTo) in _exits)
        {
            if (unit < upTo)
            {
                return exit;
            }
        }

        return _exits[^1].Exit;
    }

    private static ProcessExit ReadExit(string text, string whole) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["code", var code] => new ProcessExit.Code(OptionValues.ReadWhole(code, 0, 255)),
        ["signal", var signal] => new ProcessExit.Signalled(OptionValues.ReadSignal(signal), false),
        ["oom"] => new ProcessExit.Signalled(9, false) { OutOfMemory = true },
        _ => throw new OptionValueException($"{Form}, or have 'oom:5%' for want of memory, not '{whole}'."),
    };
}
