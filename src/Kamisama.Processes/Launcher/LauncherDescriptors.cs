namespace Kamisama.Processes;

/// <summary>The numbers of the descriptors that posix_spawn(3) gives to the launcher, and what the launcher makes of them.</summary>
/// <remarks>
/// All are below 16, so that none meets the descriptor of the launcher itself, by which it is executed. With N listening sockets,
/// which have 3 to N+2 in the master already, the others are N higher.
/// <code>
///     no readiness descriptor    readiness descriptor 3    another one, R
/// 3   report                     readiness                 report
/// 4                              report                    readiness, until it is moved to R
/// 5   standard output, until it is moved to 1, where it is a pipe
/// 6   standard error, likewise to 2
/// </code>
/// </remarks>
internal static class LauncherDescriptors
{
    /// <summary>Lowest number from which a copy is made to one of these: no copy then overwrites what another is made from.</summary>
    internal const int LowestSource = 16;

    private const int LastReadiness = 255;

    /// <summary>Where the launcher finds the write end of the report pipe.</summary>
    internal static int ReportOf(ProcessSpec spec) => spec.ReadinessDescriptor == FirstOf(spec) ? SecondOf(spec) : FirstOf(spec);

    /// <summary>Where the launcher finds the write end of the readiness pipe, when there is one.</summary>
    internal static int ReadinessOf(ProcessSpec spec) => spec.ReadinessDescriptor == FirstOf(spec) ? FirstOf(spec) : SecondOf(spec);

    /// <summary>Where the launcher finds the write end of the pipe that becomes standard output (1) or error (2).</summary>
    internal static int OutputOf(ProcessSpec spec, int descriptor) => SecondOf(spec) + descriptor;

    /// <summary>Moves what has to be moved and closes the rest. The report pipe closes itself.</summary>
    internal static void AddOperations(List<string> argv, ProcessSpec spec)
    {
        int first = FirstOf(spec), second = SecondOf(spec);
        if (spec.ReadinessDescriptor is not { } number)
        {
            argv.Add(FormattableString.Invariant($"c{second}"));
        }
        else if (number < first || number > LastReadiness)
        {
            throw new ArgumentOutOfRangeException(
                nameof(spec), number, $"ProcessSpec.ReadinessDescriptor is not from {first} to {LastReadiness}{(first > ListenSockets.First ? ", behind the listening sockets" : "")}.");
        }
        else
        {
            if (number > second)
            {
                argv.Add(FormattableString.Invariant($"t{number}:{second}"));
                argv.Add(FormattableString.Invariant($"c{second}:{number - 1}"));
            }

            argv.Add(FormattableString.Invariant($"c{Math.Max(number, second) + 1}"));
        }
    }

    private static int FirstOf(ProcessSpec spec) => ListenSockets.First + (spec.ListenSockets?.Count ?? 0);

    private static int SecondOf(ProcessSpec spec) => FirstOf(spec) + 1;
}
