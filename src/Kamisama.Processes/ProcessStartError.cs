namespace Kamisama.Processes;

/// <summary>Why a process could not be started: the step that failed, and the error of the kernel.</summary>
/// <param name="Stage">The step.</param>
/// <param name="Errno">The error number of the kernel, see errno(3).</param>
/// <param name="Subject">What the step was about: the path, the descriptor, the user id; may be empty.</param>
public sealed record ProcessStartError(ProcessStartStage Stage, int Errno, string Subject)
{
    /// <summary>
    /// Whether the same start may well succeed a moment later: EAGAIN, EMFILE, ENFILE, ENOMEM, ETXTBSY.
    /// </summary>
    public bool IsTransient => Errnos.IsTransient(Errno);

    /// <summary>What failed, why (name and text of the error), in one line.</summary>
    public override string ToString() => ProcessStartErrorText.Describe(this);
}

/// <summary>The steps of a start.</summary>
public enum ProcessStartStage
{
    /// <summary>In the master: making the pipe, the launcher's descriptor, the watch.</summary>
    Prepare,

    /// <summary>posix_spawn(3) of the launcher.</summary>
    Spawn,

    /// <summary>setsid(2) or setpgid(2).</summary>
    Group,

    /// <summary>Opening or duplicating standard input, output or error.</summary>
    Stdio,

    /// <summary>umask(2).</summary>
    Umask,

    /// <summary>setpriority(2).</summary>
    Nice,

    /// <summary>Writing /proc/self/oom_score_adj.</summary>
    OomScore,

    /// <summary>prlimit(2).</summary>
    ResourceLimit,

    /// <summary>setgroups(2).</summary>
    SupplementaryGroups,

    /// <summary>setresgid(2).</summary>
    GroupId,

    /// <summary>setresuid(2).</summary>
    UserId,

    /// <summary>The check that the dropped privileges are really gone.</summary>
    VerifyCredentials,

    /// <summary>chdir(2).</summary>
    WorkingDirectory,

    /// <summary>prctl(2) with PR_SET_NO_NEW_PRIVS.</summary>
    NoNewPrivileges,

    /// <summary>prctl(2) with PR_SET_PDEATHSIG, and the check that the master is still the parent.</summary>
    DeathSignal,

    /// <summary>Resetting signal dispositions and the signal mask.</summary>
    Signals,

    /// <summary>Moving descriptors to their numbers and closing the others.</summary>
    Descriptors,

    /// <summary>execve(2).</summary>
    Execute,

    /// <summary>Making a control group for the process, or entering it: before its user is changed.</summary>
    ControlGroup,
}
