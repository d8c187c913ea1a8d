using System.Runtime.InteropServices;

namespace Kamisama.Cli.Run;

/// <summary>
/// The signals that come when the pool is over, while the last lines are written: they change neither the exit code nor, as TTIN
/// and TTOU would by default, stop a program that has only to end. Never taken back: the program ends.
/// </summary>
internal static class LastSignals
{
    // By number, as PosixSignal also takes them: HUP, INT, QUIT, USR1, USR2, TERM, TTIN, TTOU. See signal(7).
    private static ReadOnlySpan<byte> Numbers => [1, 2, 3, 10, 12, 15, 21, 22];

    private static readonly List<PosixSignalRegistration> Registrations = [];
    private static volatile bool _isOver;

    /// <summary>To be called before the pool is run: its own handlers are taken away at its end, and no gap may be between.</summary>
    public static void Prepare()
    {
        foreach (byte number in Numbers)
        {
            Registrations.Add(PosixSignalRegistration.Create((PosixSignal)number, static context => context.Cancel |= _isOver));
        }
    }

    /// <summary>From now on they mean nothing.</summary>
    public static void Ignore() => _isOver = true;
}
