using System.Buffers.Binary;
using System.Globalization;

namespace Kamisama.Processes;

/// <summary>Writes a start as the launcher's argument list, and reads what the launcher reports.</summary>
/// <remarks>
/// <code>
/// kamisama 3 r s i0 ... d15:4711 -- /usr/bin/crunch crunch --all     3: the descriptor of the report pipe
///
/// r                  every signal action default, nothing blocked     Signals
/// s | j              setsid | setpgid                                 Group
/// iFD nFD fFD:PATH   inherit | null device | file                     Stdio
/// tFD:FROM           FROM as FD                                       Descriptors
/// cFIRST[:LAST]      close all from FIRST on, or to LAST              Descriptors
/// bFILE              write 0 to it: cgroup.procs                      ControlGroup
/// mMASK              umask, in decimal                                Umask
/// pVALUE             nice value                                       Nice
/// oVALUE             oom_score_adj                                    OomScore
/// lRES:SOFT[:HARD]   resource limit, -1 for none; no HARD: as it is   ResourceLimit
/// G[GID,...]         supplementary groups                             SupplementaryGroups
/// gGID               group                                            GroupId
/// uUID               user                                             UserId
/// vUID:GID:[GID,...] check all three                                  VerifyCredentials
/// wPATH              working directory                                WorkingDirectory
/// x                  no new privileges                                NoNewPrivileges
/// dSIGNAL:PARENT     death signal, and exit unless PARENT is parent   DeathSignal
/// eNAME=             the variable NAME becomes the process's own pid  Prepare
/// </code>
/// The same table stands in launcher.c.
/// </remarks>
internal static class LauncherCommand
{
    /// <summary>Length of a report: stage, errno, index in the argument list.</summary>
    internal const int ReportLength = 12;

    private const string End = "--";

    /// <summary>The launcher's whole argument list for one start.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="masterPid">Who must be the parent when the death signal is set.</param>
    /// <param name="resolvedPath">The program as execve(2) gets it, already looked up in PATH.</param>
    /// <param name="restoreSoftNoFile">The soft limit on open files to go back to; <see langword="null"/>: leave it.</param>
    /// <param name="joinFile">The cgroup.procs of a control group to enter; <see langword="null"/>: none.</param>
    /// <exception cref="ArgumentException">A text has a NUL character: the kernel would end it there. Or a descriptor can't be what is asked for.</exception>
    internal static List<string> Encode(ProcessSpec spec, int masterPid, string resolvedPath, long? restoreSoftNoFile, string? joinFile = null)
    {
        var argv = new List<string> { "kamisama", Invariant($"{LauncherDescriptors.ReportOf(spec)}") };
        string? deathSignal = spec.DeathSignal is { } signal ? Invariant($"{signal}:{masterPid}") : null;

        // First, for the death signal can come as soon as it is set, and an ignored TERM would swallow it.
        argv.Add("r");

        // At once, because opening a file (a FIFO without a reader) or changing the directory may block, and the master die meanwhile.
        AddText(argv, "d", deathSignal);
        AddGroup(argv, spec.Group);
        AddStdio(argv, spec, 0, spec.StandardInput);
        AddStdio(argv, spec, 1, spec.StandardOutput);
        AddStdio(argv, spec, 2, spec.StandardError);
        LauncherDescriptors.AddOperations(argv, spec);
        AddText(argv, "e", spec.ListenSockets is null ? null : ListenSockets.PidVariable + "=");
        AddText(argv, "b", joinFile);
        AddScheduling(argv, spec);
        AddLimits(argv, spec, restoreSoftNoFile);
        AddCredentials(argv, spec.Credentials);
        AddText(argv, "d", spec.Credentials is null ? null : deathSignal);
        AddText(argv, "w", spec.WorkingDirectory);
        AddText(argv, "x", spec.NoNewPrivileges ? "" : null);

        // And last: a change of credentials clears it. PR_SET_PDEATHSIG(2const)
        AddText(argv, "d", deathSignal);
        argv.Add(End);
        argv.Add(resolvedPath);
        argv.Add(spec.FileName);
        argv.AddRange(spec.Arguments);
        return argv.Find(text => text.Contains('\0', StringComparison.Ordinal)) is { } broken
            ? throw new ArgumentException($"'{broken.Replace("\0", "\\0", StringComparison.Ordinal)}' has a NUL character, which can't be passed to a process. Remove it.", nameof(spec))
            : argv;
    }

    /// <summary>What the launcher reported, with the subject looked up in the argument list it was given.</summary>
    /// <remarks>A report that makes no sense is EPROTO, never an exception: it came from another process.</remarks>
    internal static ProcessStartError Decode(ReadOnlySpan<byte> report, IReadOnlyList<string> argv)
    {
        if (report.Length != ReportLength)
        {
            return new(ProcessStartStage.Spawn, Errnos.EPROTO, Invariant($"a report of {report.Length} bytes"));
        }

        var stage = (ProcessStartStage)BinaryPrimitives.ReadInt32LittleEndian(report);
        var errno = BinaryPrimitives.ReadInt32LittleEndian(report[4..]);
        var index = BinaryPrimitives.ReadInt32LittleEndian(report[8..]);
        return Enum.IsDefined(stage)
            ? new(stage, errno, index > 0 && index < argv.Count ? LauncherSubject.Of(stage, argv[index]) : "")
            : new(ProcessStartStage.Spawn, Errnos.EPROTO, Invariant($"a report of stage {(int)stage}"));
    }

    private static void AddGroup(List<string> argv, ProcessGroupMode mode)
    {
        switch (mode)
        {
            case ProcessGroupMode.NewSession:
                argv.Add("s");
                break;
            case ProcessGroupMode.NewGroup:
                argv.Add("j");
                break;
            case ProcessGroupMode.Inherit:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a member of ProcessGroupMode.");
        }
    }

    private static void AddStdio(List<string> argv, ProcessSpec spec, int descriptor, ProcessStdio stdio) => argv.Add(stdio switch
    {
        ProcessStdio.Inherited => Invariant($"i{descriptor}"),
        ProcessStdio.LastLines or ProcessStdio.Captured when descriptor == 0 => throw new ArgumentException("ProcessStdio.Tail and ProcessStdio.Capture are for standard output and error. Give the process a file to read from, or the null device."),
        ProcessStdio.LastLines or ProcessStdio.Captured => Invariant($"t{descriptor}:{LauncherDescriptors.OutputOf(spec, descriptor)}"),
        ProcessStdio.NullDevice => Invariant($"n{descriptor}"),
        ProcessStdio.FilePath file => Invariant($"f{descriptor}:{file.Path}"),
        _ => throw new System.Diagnostics.UnreachableException($"{stdio}"),
    });

    private static void AddScheduling(List<string> argv, ProcessSpec spec)
    {
        AddText(argv, "m", spec.Umask is { } umask ? Invariant($"{umask}") : null);
        AddText(argv, "p", spec.Nice is { } nice ? Invariant($"{nice}") : null);
        AddText(argv, "o", spec.OomScoreAdjust is { } score ? Invariant($"{score}") : null);
    }

    private static void AddLimits(List<string> argv, ProcessSpec spec, long? restoreSoftNoFile)
    {
        // Without the hard limit: lowering that could not be undone, and it is not ours to change.
        if (restoreSoftNoFile is { } files && spec.ResourceLimits.All(limit => limit.Resource != ProcessResource.OpenFiles))
        {
            argv.Add(Invariant($"l{(int)ProcessResource.OpenFiles}:{files}"));
        }

        foreach (var limit in spec.ResourceLimits)
        {
            argv.Add(Invariant($"l{(int)limit.Resource}:{limit.Soft ?? -1}:{limit.Hard ?? -1}"));
        }
    }

    private static void AddCredentials(List<string> argv, ProcessCredentials? credentials)
    {
        if (credentials is null)
        {
            return;
        }

        var groups = string.Join(',', credentials.SupplementaryGroups.Distinct().Order().Select(id => Invariant($"{id}")));
        argv.Add("G" + groups);
        argv.Add(Invariant($"g{credentials.GroupId}"));
        argv.Add(Invariant($"u{credentials.UserId}"));
        argv.Add(Invariant($"v{credentials.UserId}:{credentials.GroupId}:{groups}"));
    }

    private static void AddText(List<string> argv, string letter, string? operand)
    {
        if (operand is not null)
        {
            argv.Add(letter + operand);
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
