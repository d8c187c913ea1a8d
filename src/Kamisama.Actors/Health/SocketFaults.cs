using System.Net.Sockets;

namespace Kamisama.Actors;

/// <summary>Why a worker could not be reached, in words.</summary>
internal static class SocketFaults
{
    /// <param name="subject">Who could not be reached: "127.0.0.1:8001".</param>
    /// <param name="exception">Why.</param>
    public static string Describe(string subject, SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => Refused(subject),
        var error => $"{subject} could not be reached: {exception.Message} ({error})",
    };

    public static string Refused(string subject) => $"{subject} refused the connection (ECONNREFUSED)";
}
