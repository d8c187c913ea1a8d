namespace Kamisama.Processes;

/// <summary>Words a failed start in one line: what, why, next step.</summary>
internal static class ProcessStartErrorText
{
    internal static string Describe(ProcessStartError error) =>
        $"{error.Stage} failed for '{error.Subject}' ({Errnos.NameOf(error.Errno)}: {Errnos.TextOf(error.Errno)})";
}
