using System.Runtime.InteropServices;

namespace Kamisama.TestWorker;

/// <summary>Takes TERM and goes on.</summary>
internal static class IgnoreTermHabit
{
    public static int Run()
    {
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        return ReadyHabit.Run();
    }
}
