using System.Net.Sockets;
using System.Text;

namespace Kamisama.Actors.Tests.Health;

/// <summary>The worker's side of sd_notify(3), against a socket of the test.</summary>
public sealed class WorkerNotificationsSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kamisama-notify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/")]
    [InlineData("@")]
    public async Task A_message_reaches_a_socket_with_and_without_a_file(string kind)
    {
        string address = AddressOf(kind);
        using Socket master = Listen(address);

        await NotificationSocket.SendAsync(address, "STATUS=ü", default).WaitAsync(Asking.Patience);
        Assert.Equal("STATUS=ü", await ReceiveAsync(master));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("vsock:2:1234")]
    [InlineData("relative")]
    [InlineData("/no/such/socket")]
    [InlineData("@kamisama-no-such-socket")]
    [InlineData("/the-kernel-takes-108-characters-this-is-longer-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public Task Without_a_master_that_listens_nothing_happens(string? address) =>
        NotificationSocket.SendAsync(address, "READY=1", default).WaitAsync(Asking.Patience);

    [Fact]
    public async Task A_master_that_is_gone_is_no_error()
    {
        // The runtime deletes the file of a socket that it closes, a master that was killed does not: so the file moves away first.
        string address = AddressOf("/");
        using (Listen(address + "-first"))
        {
            File.Move(address + "-first", address);
        }

        await NotificationSocket.SendAsync(address, "READY=1", default).WaitAsync(Asking.Patience);
    }

    [Fact]
    public async Task A_message_waits_for_a_master_that_has_no_room()
    {
        string address = AddressOf("@");
        using Socket master = Listen(address);
        int sent = FillUp(address);

        using var impatience = new CancellationTokenSource();
        Task given = NotificationSocket.SendAsync(address, "READY=1", impatience.Token);
        Task ready = NotificationSocket.SendAsync(address, "READY=1", default);
        Assert.False(ready.IsCompleted);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.WaitAsync(Asking.Patience));

        for (int i = 0; i < sent; i++)
        {
            Assert.Equal("fill", await ReceiveAsync(master));
        }

        Assert.Equal("READY=1", await ReceiveAsync(master));
        await ready.WaitAsync(Asking.Patience);
        Assert.Equal(0, master.Available);
    }

    [Theory]
    [InlineData("serving", "STATUS=serving")]
    [InlineData("", "STATUS=")]
    [InlineData("a\nREADY=1\r\0b", "STATUS=a READY=1  b")]
    public void A_status_is_one_line(string text, string message) => Assert.Equal(message, WorkerNotifications.StatusMessage(text));

    [Fact]
    public void A_status_is_cut_to_what_fits_in_a_message()
    {
        string message = WorkerNotifications.StatusMessage(new string('€', 5000));
        Assert.Equal("STATUS=" + new string('€', 1000), message);
        Assert.InRange(Encoding.UTF8.GetByteCount(message), 0, 4096);
    }

    [Theory]
    [InlineData("1500000", null, 1500)]
    [InlineData("1500000", "", 1500)]
    [InlineData("1500000", "42", 1500)]
    [InlineData("1500000", "43", null)]
    [InlineData("0", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData("9223372036854775807", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void The_watchdog_is_read_as_sd_watchdog_enabled_does(string? microseconds, string? pid, int? milliseconds) =>
        Assert.Equal(
            milliseconds is { } count ? TimeSpan.FromMilliseconds(count) : null,
            WorkerNotifications.ReadWatchdog(microseconds, pid, ownPid: 42));

    [Fact]
    public async Task A_delegate_can_talk_when_nobody_listens()
    {
        var context = new WorkerContext("workers", new WorkerId(1, 0));
        await context.ReadyAsync().WaitAsync(Asking.Patience);
        context.Heartbeat();
        context.SetStatus("idle");
        Assert.Null(context.WatchdogTimeout);
    }

    private string AddressOf(string kind) => kind == "/" ? Path.Combine(_folder, "notify") : $"@kamisama-test-{Guid.NewGuid():N}";

    private static Socket Listen(string address)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(address[0] == '@' ? $"\0{address[1..]}" : address));
        return socket;
    }

    private static int FillUp(string address)
    {
        using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        sender.Connect(new UnixDomainSocketEndPoint($"\0{address[1..]}"));
        int sent = 0;
        while (sender.Send("fill"u8, SocketFlags.None, out _) > 0)
        {
            sent++;
        }

        return sent;
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer).WaitAsync(Asking.Patience));
    }
}
