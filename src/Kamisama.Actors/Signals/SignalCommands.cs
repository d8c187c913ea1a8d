namespace Kamisama.Actors;

/// <summary>What each signal to the master means. See docs/signals.md.</summary>
internal static class SignalCommands
{
    private const int SigHup = 1, SigInt = 2, SigQuit = 3, SigUsr1 = 10, SigUsr2 = 12, SigTerm = 15, SigTtin = 21, SigTtou = 22;

    /// <summary>
    /// Every signal that a master listens to. TTIN and TTOU would stop it, HUP, USR1 and USR2 would end it, if it did not.
    /// </summary>
    public static IReadOnlyList<int> Handled { get; } = [SigHup, SigInt, SigQuit, SigUsr1, SigUsr2, SigTerm, SigTtin, SigTtou];

    public static MasterMessage For(int signal) => signal switch
    {
        SigTtin => new MasterMessage.AddWorkers(1),
        SigTtou => new MasterMessage.RetireWorkers(1),
        SigTerm or SigInt => new MasterMessage.StopPool(StopMode.Graceful) { Signal = signal },
        SigQuit => new MasterMessage.StopPool(StopMode.Drain) { Signal = signal },
        SigUsr2 => new MasterMessage.ReportStatus(),
        SigHup => new MasterMessage.RestartWorkers(),
        SigUsr1 => new MasterMessage.ReopenLogs(),
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Not a signal that a master listens to."),
    };
}
