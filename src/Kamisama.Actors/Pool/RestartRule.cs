using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Whether the end of a wanted worker is followed by its next incarnation, as long as no limit forbids it.</summary>
internal static class RestartRule
{
    /// <summary>
    /// <code>
    /// end                                       Always   OnFailure   Never
    /// replaced on purpose                       yes      yes         yes
    /// by itself, a code or signal on the lists  no       no          no
    /// Clean                                     yes      no          no
    /// any other                                 yes      yes         no
    /// </code>
    /// </summary>
    public static bool IsRestarted(WorkerPoolOptions options, WorkerEnd end, ExitClass exitClass)
    {
        if (end.IsReplacement)
        {
            return true;
        }

        if (end.Cause == WorkerEndCause.Itself && IsListed(options, end.Exit))
        {
            return false;
        }

        return options.Restart switch
        {
            RestartMode.Always => true,
            RestartMode.OnFailure => exitClass != ExitClass.Clean,
            RestartMode.Never => false,
        };
    }

    private static bool IsListed(WorkerPoolOptions options, ProcessExit exit) => exit switch
    {
        ProcessExit.Code code => Numbers.Hold(options.NoRestartExitCodes, code.ExitCode),
        ProcessExit.Signalled signalled => Numbers.Hold(options.NoRestartSignals, signalled.Signal),
        _ => false,
    };
}
