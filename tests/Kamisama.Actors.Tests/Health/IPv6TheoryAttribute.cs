using System.Net;
using System.Net.Sockets;

namespace Kamisama.Actors.Tests.Health;

/// <summary>Runs where this machine can talk to itself over IPv6.</summary>
internal sealed class IPv6TheoryAttribute : TheoryAttribute
{
    public IPv6TheoryAttribute()
    {
        try
        {
            using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
            listener.Start();
        }
        catch (SocketException exception)
        {
            Skip = $"There is no IPv6 here: {exception.Message}.";
        }
    }
}
