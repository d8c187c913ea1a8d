using Kamisama.Actors;

namespace Kamisama.Cli;

/// <summary>The exit codes of the command. <c>kamisama run --help</c> lists them.</summary>
internal static class ExitCodes
{
    /// <summary>Stopped on request, or a help text was asked for.</summary>
    public const int Stopped = 0;

    /// <summary>See <see cref="PoolOutcome.RespawnLimitBreached"/>.</summary>
    public const int RespawnLimitBreached = 1;

    /// <summary>The command line is wrong; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>See <see cref="PoolOutcome.CouldNotStart"/>; also: this machine can't run workers at all.</summary>
    public const int CouldNotStart = 3;

    /// <summary>See <see cref="PoolOutcome.Finished"/>.</summary>
    public const int FinishedWithFailures = 4;

    /// <summary>A fault of kamisama itself; EX_SOFTWARE of sysexits.h(3head).</summary>
    public const int InternalError = 70;

    /// <summary>A second SIGINT had the workers killed: 128 + 2, what a shell reports for a program that SIGINT ended.</summary>
    public const int ForcedByInterrupt = 130;
}
