using System.Globalization;

namespace Kamisama.TestWorker;

/// <summary>Ends itself by a signal, at its default action (the .NET runtime ignores or handles some).</summary>
internal static class DieHabit
{
    public static int Run(string signal)
    {
        int number = int.Parse(signal, CultureInfo.InvariantCulture);
        _ = Native.SetSignal(number, 0);
        _ = Native.Kill(Environment.ProcessId, number);
        Thread.Sleep(Timeout.Infinite);
        return 70;
    }
}
