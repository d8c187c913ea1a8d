using System.Diagnostics;
using System.Globalization;

namespace Kamisama.Actors;

/// <summary>Checks a probe before anything is started.</summary>
internal static class ProbeValidator
{
    /// <param name="probe">The probe.</param>
    /// <param name="name">How the faults name it, at the beginning of a sentence: "The readiness probe".</param>
    /// <param name="instances">The highest index that a worker has from the start.</param>
    /// <param name="faults">Where they go.</param>
    public static void Check(Probe probe, string name, int instances, List<string> faults)
    {
        switch (probe)
        {
            case Probe.Tcp tcp:
                CheckHost(tcp.Host, name, faults);
                CheckPort(tcp.Port, name, instances, faults);
                break;
            case Probe.Http http:
                CheckUrl(http.Url, name, instances, faults);
                break;
            case Probe.Exec exec:
                CommandValidator.Check(exec.Command, $"{name}'s command", faults);
                break;
            default:
                throw new UnreachableException($"{probe}");
        }
    }

    /// <summary>Whether a text is a port, and which.</summary>
    public static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= ushort.MaxValue;

    private static void CheckHost(string host, string name, List<string> faults)
    {
        if (Uri.CheckHostName(IndexPlaceholder.Fill(host, 1)) == UriHostNameType.Unknown)
        {
            faults.Add($"{name}'s host '{host}' is neither a host's name nor an address: give one, such as 127.0.0.1.");
        }
    }

    private static void CheckPort(string port, string name, int instances, List<string> faults)
    {
        if (FirstUnfit(port, instances, text => TryReadPort(text, out _)) is { } unfit)
        {
            faults.Add($"{name}'s port {Shown(port, unfit)} is not a number from 1 to {ushort.MaxValue}: correct it.");
        }
    }

    private static void CheckUrl(string url, string name, int instances, List<string> faults)
    {
        if (FirstUnfit(url, instances, IsWebAddress) is { } unfit)
        {
            faults.Add($"{name}'s URL {Shown(url, unfit)} is not absolute, or not http or https: give one, such as http://127.0.0.1:8080/health.");
        }
        else if (new Uri(IndexPlaceholder.Fill(url, 1)).UserInfo.Length > 0)
        {
            // Without the URL itself: a password is no text for a log.
            faults.Add($"{name}'s URL holds a user's name, which would not be sent: leave it out.");
        }
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    // A number with an index in it grows with the index, so what holds for the first and the last one holds between them.
    private static string? FirstUnfit(string text, int instances, Func<string, bool> fits) =>
        new[] { 1, Math.Max(1, instances) }.Select(index => IndexPlaceholder.Fill(text, index)).FirstOrDefault(filled => !fits(filled));

    private static string Shown(string text, string filled) => text == filled ? $"'{text}'" : $"'{text}', which becomes '{filled}',";
}
