using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Kamisama.TestWorker;

/// <summary>Speaks on its notification socket. Ends behind the last step, so that what it sent last comes right before its exit.</summary>
/// <remarks>
/// Steps: <c>barrier</c> waits until all before it was heard, as sd_notify_barrier(3) does; <c>say TEXT</c> writes a line;
/// <c>stay</c> waits for a signal; <c>flood</c> sends for ever; anything else is sent as it is.
/// </remarks>
internal static class NotifyHabit
{
    public static int Run(string[] steps)
    {
        string address = Environment.GetEnvironmentVariable("NOTIFY_SOCKET") ?? throw new InvalidOperationException("NOTIFY_SOCKET is not set.");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint('\0' + address[1..]));
        foreach (string step in steps)
        {
            switch (step.Split(' ', 2))
            {
                case ["barrier"]:
                    PassBarrier((int)socket.Handle);
                    break;
                case ["say", var text]:
                    Console.Out.WriteLine(text);
                    break;
                case ["stay"]:
                    Thread.Sleep(Timeout.Infinite);
                    break;
                case ["flood"]:
                    Flood(socket);
                    break;
                default:
                    socket.Send(Encoding.Latin1.GetBytes(step));
                    break;
            }
        }

        return 0;
    }

    private static void Flood(Socket socket)
    {
        for (long i = 0; ; i++)
        {
            socket.Send(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"STATUS={i}")));
        }
    }

    /// <summary>Sends the write end of a pipe and waits until every copy of it is closed.</summary>
    private static void PassBarrier(int socket)
    {
        (int readEnd, int writeEnd) = Native.CreatePipe();
        if (Native.SendDescriptor(socket, "BARRIER=1"u8, writeEnd) < 0)
        {
            throw new IOException("The barrier could not be sent.");
        }

        _ = Native.Close(writeEnd);
        Native.WaitForEnd(readEnd);
        _ = Native.Close(readEnd);
    }
}
