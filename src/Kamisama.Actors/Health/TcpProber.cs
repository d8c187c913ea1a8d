using System.Net.Sockets;

namespace Kamisama.Actors;

/// <summary>Connects to a worker and hangs up.</summary>
internal static class TcpProber
{
    public static async Task<string?> ProbeAsync(Probe.Tcp probe, int index, CancellationToken cancellationToken)
    {
        string host = IndexPlaceholder.Fill(probe.Host, index);
        string portText = IndexPlaceholder.Fill(probe.Port, index);
        if (!ProbeValidator.TryReadPort(portText, out int port))
        {
            return $"'{portText}' is not a port: one is a number from 1 to {ushort.MaxValue}";
        }

        string address = host.Contains(':') && host[0] != '[' ? $"[{host}]:{port}" : $"{host}:{port}";
        try
        {
            // Without an address family: one socket for both, which tries every address that the name has.
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);

            // A port of the range that the kernel gives out, with nobody there: a socket can meet itself. See tcp(7), RFC 9293 3.5.
            return Equals(socket.LocalEndPoint, socket.RemoteEndPoint) ? SocketFaults.Refused(address) : null;
        }
        catch (SocketException exception)
        {
            return SocketFaults.Describe(address, exception);
        }
    }
}
