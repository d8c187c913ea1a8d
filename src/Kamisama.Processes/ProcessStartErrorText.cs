using static Kamisama.Processes.Errnos;
using Stage = Kamisama.Processes.ProcessStartStage;

namespace Kamisama.Processes;

/// <summary>Words a failed start in one line: what, why, next step.</summary>
/// <remarks>
/// For the faults of execve(2) it looks at the file, because the kernel says ENOENT both for a missing program and for
/// a missing interpreter of one that is there.
/// </remarks>
internal static class ProcessStartErrorText
{
    private const string ProcessLimit = "The limit on processes of the user or the control group is reached: raise it (ulimit -u, pids.max), or end some";
    private const string Memory = "Memory is short: free some, or run fewer workers";
    private const string Descriptors = "Raise the limit on open files (ulimit -n), or look for what keeps them open";
    private const string NeedsRoot = "Only a master that runs as root can change the user of its workers; start it as root, or leave the user out";

    internal static string Describe(ProcessStartError error)
    {
        var subject = OneLine(error.Subject);
        var (what, next) = error.Stage == Stage.Execute
            ? ProgramFaultText.Describe(error.Subject, subject, error.Errno)
            : (What(error.Stage, subject, error.Errno), Next(error.Stage, error.Errno));
        var why = $" ({NameOf(error.Errno)}: {TextOf(error.Errno)})";
        return (next ?? General(error.Errno)) is { } step ? $"{what}{why}. {step}" : what + why;
    }

    /// <summary>What helps against an error at whatever step it comes.</summary>
    private static string? General(int errno) => errno switch
    {
        EAGAIN => ProcessLimit,
        ENOMEM => Memory,
        EMFILE or ENFILE => Descriptors,
        EPROTO => "Report this as a bug of Kamisama.Processes, with the message",
        _ => null,
    };

    private static string What(Stage stage, string subject, int errno) => stage switch
    {
        Stage.Prepare when errno == ECANCELED => "The start was cancelled before the process existed",
        Stage.Prepare => subject.Length == 0 ? "The start could not be prepared" : $"The start could not be prepared: {subject}",
        Stage.Spawn when errno == EPROTO => $"The launcher sent {subject}",
        Stage.Spawn => subject.Length == 0 ? "No process could be created" : $"No process could be created for '{subject}'",
        Stage.Group => "The process could not be put in a session or group of its own",
        Stage.Stdio => subject.StartsWith("descriptor ", StringComparison.Ordinal)
            ? $"The null device could not be opened for {subject}" : $"'{subject}' could not be opened",
        Stage.Umask => $"The file mode mask '{subject}' could not be set",
        Stage.Nice => $"The nice value '{subject}' could not be set",
        Stage.OomScore => $"The out-of-memory score '{subject}' could not be set",
        Stage.ResourceLimit => $"The resource limit '{subject}' could not be set",
        Stage.SupplementaryGroups => $"The supplementary groups '{subject}' could not be set",
        Stage.GroupId => $"The group id '{subject}' could not be taken on",
        Stage.UserId => $"The user id '{subject}' could not be taken on",
        Stage.VerifyCredentials => $"The master's privileges could not be dropped for good in favour of user id '{subject}'",
        Stage.WorkingDirectory => $"The working directory '{subject}' {DirectoryFault(errno)}",
        Stage.NoNewPrivileges => "The process could not be barred from new privileges",
        Stage.DeathSignal => $"The death signal '{subject}' could not be set",
        Stage.Signals => "The signal actions could not be reset",
        Stage.Descriptors => "The descriptors of the process could not be put in their places",
        Stage.ControlGroup => $"The process could not be put in a control group of its own: '{subject}'",
        _ => $"{stage} failed for '{subject}'",
    };

    private static string DirectoryFault(int errno) => errno switch
    {
        ENOENT => "was not found",
        ENOTDIR => "is no directory",
        EACCES => "may not be entered",
        _ => "could not be entered",
    };

    private static string? Next(Stage stage, int errno) => (stage, errno) switch
    {
        (Stage.Spawn, E2BIG) => ProgramFaultText.TooBig,
        (Stage.Spawn, EACCES or EPERM) => "The launcher may not be executed: check that memory files or the temp directory allow it (vm.memfd_noexec, noexec, a security module)",
        (Stage.Prepare, EACCES or EPERM) => "Set XDG_RUNTIME_DIR or TMPDIR to a directory in which the master may make and execute a file",
        (Stage.Stdio, ENOENT) => "Create the directory it is in; a file to read from must exist",
        (Stage.Stdio, EACCES) => "Files are opened as the master's user: give that user access",
        (Stage.Nice, EACCES or EPERM) => "A value below the master's own needs CAP_SYS_NICE or a limit on nice that allows it",
        (Stage.OomScore, EACCES or EPERM) => "A value below the master's own needs CAP_SYS_RESOURCE",
        (Stage.OomScore, ENOENT) => "Mount /proc",
        (Stage.OomScore, EINVAL) => "Give a value from -1000 to 1000",
        (Stage.ResourceLimit, EPERM) => "Raising a hard limit needs CAP_SYS_RESOURCE; give at most the master's own",
        (Stage.ResourceLimit, EINVAL) => "Give a soft limit that is not above the hard one",
        (Stage.SupplementaryGroups or Stage.GroupId or Stage.UserId, EPERM) => NeedsRoot,
        (Stage.SupplementaryGroups or Stage.GroupId or Stage.UserId, EINVAL) => "The id has no meaning here: check it, or the id map of the user namespace",
        (Stage.VerifyCredentials, _) => "Nothing was run. Look for capabilities that the master holds beside its user, or for a wrong id",
        (Stage.WorkingDirectory, ENOENT) => "Create it, or change the working directory",
        (Stage.WorkingDirectory, ENOTDIR) => "Change the working directory",
        (Stage.WorkingDirectory, EACCES) => "Give the worker's user search permission on it and on every directory above",
        (Stage.DeathSignal, EINVAL) => "Give a signal number from 1 to 64",
        (Stage.ControlGroup, ENOENT) => "Give an existing directory of the cgroup v2 file system, on Linux 5.14 or later",
        (Stage.ControlGroup, EACCES or EPERM or EROFS) => "Give the master's user write access to that directory (with systemd: Delegate=yes)",
        (Stage.ControlGroup, EBUSY) => "Give a directory without processes of its own: where its controllers are passed on, only groups within it may have some",
        (Stage.Descriptors, ENOENT) => "Mount /proc, or use Linux 5.9 or later",
        _ => null,
    };

    /// <summary>A path may hold any character; none may break the line or steer a terminal.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
}
