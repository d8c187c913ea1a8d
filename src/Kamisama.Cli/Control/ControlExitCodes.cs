namespace Kamisama.Cli.Control;

/// <summary>The exit codes of the commands that steer a running master. Their help text lists them.</summary>
internal static class ControlExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, with an outcome that was not wanted: a rolling restart that was aborted.</summary>
    public const int BadOutcome = 1;

    /// <summary>The command line is wrong, or the master says no.</summary>
    public const int Refused = 2;

    /// <summary>No master can be reached.</summary>
    public const int NoMaster = 3;

    /// <summary>It took too long; what timeout(1) returns.</summary>
    public const int TimedOut = 124;
}
