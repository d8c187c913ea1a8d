using System.Globalization;

namespace Kamisama.Processes;

/// <summary>Says in people's words what an operation of the launcher was about.</summary>
internal static class LauncherSubject
{
    /// <param name="stage">The step that failed.</param>
    /// <param name="argument">Its argument in the launcher's list: an operation, or the path of the program.</param>
    internal static string Of(ProcessStartStage stage, string argument) => stage switch
    {
        ProcessStartStage.Execute => argument,
        ProcessStartStage.Stdio => OfStdio(argument),
        ProcessStartStage.ResourceLimit => OfLimit(argument),
        ProcessStartStage.VerifyCredentials => argument[1..].Split(':')[0],
        ProcessStartStage.DeathSignal => OfSignal(argument[1..].Split(':')[0]),
        ProcessStartStage.Umask => OfMask(argument[1..]),
        _ => argument.Length > 0 ? argument[1..] : "",
    };

    /// <summary>"/var/log/crunch.log" or "descriptor 1".</summary>
    private static string OfStdio(string argument) =>
        argument.StartsWith('f') && argument.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? argument[(colon + 1)..]
            : $"descriptor {argument[1..]}";

    /// <summary>"OpenFiles 1024:4096".</summary>
    private static string OfLimit(string argument)
    {
        var parts = argument[1..].Split(':', 2);
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var resource) && parts.Length == 2
            ? $"{(ProcessResource)resource} {parts[1].Replace("-1", "unlimited", StringComparison.Ordinal)}"
            : argument[1..];
    }

    private static string OfSignal(string number) =>
        SignalNames.TryParse(number, out var signal) ? SignalNames.NameOf(signal) : number;

    private static string OfMask(string mask) =>
        int.TryParse(mask, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? Convert.ToString(value, 8) : mask;
}
