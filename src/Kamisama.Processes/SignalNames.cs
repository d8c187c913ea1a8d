using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Kamisama.Processes;

/// <summary>Names of signal numbers on Linux x64 and arm64, see signal(7).</summary>
/// <remarks>
/// A table of its own, the same with every C library. SIGRTMIN is 34, what glibc gives to programs; 32 and 33, which
/// the C library keeps for itself, have no name.
/// </remarks>
public static class SignalNames
{
    private const int RealTimeMinimum = 34;
    private const int RealTimeMaximum = 64;

    // The index is the number.
    private static readonly string[] Standard =
    [
        "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
        "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
        "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    /// <summary>The name of a signal: "SIGTERM", "SIGRTMIN+2"; the number itself where there is no name.</summary>
    /// <param name="signal">The number of the signal.</param>
    public static string NameOf(int signal) => signal switch
    {
        >= 1 and <= 31 => Standard[signal],
        RealTimeMinimum => "SIGRTMIN",
        > RealTimeMinimum and <= RealTimeMaximum => $"SIGRTMIN+{signal - RealTimeMinimum}",
        _ => signal.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads a signal: "TERM", "SIGTERM", "sigterm", "15", "RTMIN+2", "SIGRTMAX-1".</summary>
    /// <param name="text">The name, with or without SIG, or the number, 1 to 64.</param>
    /// <param name="signal">The number; 0 when the text is no signal.</param>
    /// <returns>Whether the text is a signal.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out int signal)
    {
        signal = 0;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (!TryParseNumber(text, out var number))
        {
            var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
            number = name.StartsWith("RT", StringComparison.OrdinalIgnoreCase) ? RealTime(name) : OfName(name);
        }

        signal = number is >= 1 and <= RealTimeMaximum ? number : 0;
        return signal != 0;
    }

    private static int OfName(string name) => name.ToUpperInvariant() switch
    {
        "IOT" => 6,
        "CLD" => 17,
        "POLL" => 29,
        var upper => Math.Max(0, Array.IndexOf(Standard, "SIG" + upper)),
    };

    private static int RealTime(string name)
    {
        var minimum = name.StartsWith("RTMIN", StringComparison.OrdinalIgnoreCase);
        if (!minimum && !name.StartsWith("RTMAX", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        var offset = name.AsSpan(5);
        if (offset.IsEmpty)
        {
            return minimum ? RealTimeMinimum : RealTimeMaximum;
        }

        if (offset[0] != (minimum ? '+' : '-') || !TryParseNumber(offset[1..], out var distance)
            || distance > RealTimeMaximum - RealTimeMinimum)
        {
            return 0;
        }

        return minimum ? RealTimeMinimum + distance : RealTimeMaximum - distance;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
