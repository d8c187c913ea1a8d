namespace Kamisama.Processes;

/// <summary>The numbers of the descriptors that posix_spawn(3) gives to the launcher, and what the launcher makes of them.</summary>
/// <remarks>
/// All are below 16, so that none meets the descriptor of the launcher itself, by which it is executed.
/// <code>
///     no readiness descriptor    readiness descriptor 3    another one, N
/// 3   report                     readiness                 report
/// 4                              report                    readiness, until it is moved to N
/// 5   standard output, until it is moved to 1, where it is a pipe
/// 6   standard error, likewise to 2
/// </code>
/// </remarks>
internal static class LauncherDescriptors
{
    /// <summary>Lowest number from which a copy is made to one of these: no copy then overwrites what another is made from.</summary>
    internal const int LowestSource = 16;

    private const int First = 3;
    private const int Second = 4;
    private const int LastReadiness = 255;

    /// <summary>Where the launcher finds the write end of the report pipe.</summary>
    internal static int ReportOf(ProcessSpec spec) => spec.ReadinessDescriptor == First ? Second : First;

    /// <summary>Where the launcher finds the write end of the readiness pipe, when there is one.</summary>
    internal static int ReadinessOf(ProcessSpec spec) => spec.ReadinessDescriptor == First ? First : Second;

    /// <summary>Where the launcher finds the write end of the pipe that becomes standard output (1) or error (2).</summary>
    internal static int OutputOf(int descriptor) => Second + descriptor;

    /// <summary>Moves what has to be moved and closes the rest. The report pipe closes itself.</summary>
    internal static void AddOperations(List<string> argv, ProcessSpec spec)
    {
        switch (spec.ReadinessDescriptor)
        {
            case null:
                argv.Add("c4");
                break;
            case First or Second:
                argv.Add("c5");
                break;
            case > Second and <= LastReadiness and var number:
                argv.Add(FormattableString.Invariant($"t{number}:{Second}"));
                argv.Add(FormattableString.Invariant($"c{Second}:{number - 1}"));
                argv.Add(FormattableString.Invariant($"c{number + 1}"));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(spec), spec.ReadinessDescriptor, "ProcessSpec.ReadinessDescriptor is not from 3 to 255.");
        }
    }
}
