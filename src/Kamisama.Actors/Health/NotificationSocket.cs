using System.Net.Sockets;
using System.Text;

namespace Kamisama.Actors;

/// <summary>Speaks to a master over the socket of sd_notify(3): a datagram a message, and no answer.</summary>
/// <remarks>
/// A socket for each message: messages are rare, and one that is kept would be a descriptor to look after. It must be opened
/// by the worker's own process, since the kernel tells the master who sent a message.
/// </remarks>
internal static class NotificationSocket
{
    // sun_path in unix(7).
    private const int LongestAddress = 108;

    /// <summary>Sends at once, or as soon as the master has room for it. Never faults; is cancelled only by the caller.</summary>
    /// <param name="address">A path, or '@' and a name without a file; anything else, or nothing: nothing is sent.</param>
    /// <param name="message">"READY=1".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task SendAsync(string? address, string message, CancellationToken cancellationToken)
    {
        try
        {
            using Socket? socket = Open(address);
            if (socket is not null)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SocketException)
        {
            // Nobody listens any more: the master is gone, and tells the worker so with a signal.
        }
    }

    private static Socket? Open(string? address)
    {
        if (address is null or [] || address[0] is not ('@' or '/') || Encoding.UTF8.GetByteCount(address) > LongestAddress)
        {
            return null;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            // '@' stands for the NUL character that begins the name of a socket without a file, see unix(7).
            socket.Connect(new UnixDomainSocketEndPoint(address[0] == '@' ? $"\0{address[1..]}" : address));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
