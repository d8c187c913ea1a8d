using System.Globalization;

namespace Kamisama.Processes;

/// <summary>Says in people's words what an operation of the launcher was about.</summary>
internal static class LauncherSubject
{
    /// <param name="stage">The step that failed.</param>
    /// <param name="argument">Its argument in the launcher's list: an operation, or the path of the program.</param>
    internal static string Of(ProcessStartStage stage, string argument)
    {
        var operands = argument.Length > 0 ? argument[1..] : "";
        return stage switch
        {
            ProcessStartStage.Execute => argument,
            ProcessStartStage.Stdio => OfStdio(argument, operands),
            ProcessStartStage.ResourceLimit => OfLimit(operands),
            ProcessStartStage.VerifyCredentials => operands.Split(':')[0],
            ProcessStartStage.DeathSignal => OfSignal(operands.Split(':')[0]),
            ProcessStartStage.Umask => OfMask(operands),
            _ => operands,
        };
    }

    /// <summary>"/var/log/crunch.log" or "descriptor 1".</summary>
    private static string OfStdio(string argument, string operands) =>
        argument.StartsWith('f') && argument.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? argument[(colon + 1)..]
            : $"descriptor {operands}";

    /// <summary>"OpenFiles 1024:4096".</summary>
    private static string OfLimit(string operands)
    {
        var parts = operands.Split(':', 2);
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var resource) && parts.Length == 2
            ? $"{(ProcessResource)resource} {parts[1].Replace("-1", "unlimited", StringComparison.Ordinal)}"
            : operands;
    }

    private static string OfSignal(string number) =>
        SignalNames.TryParse(number, out var signal) ? SignalNames.NameOf(signal) : number;

    private static string OfMask(string mask) =>
        int.TryParse(mask, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? Convert.ToString(value, 8) : mask;
}
