using System.Net.Sockets;
using System.Text.Json;
using Kamisama.Runtime.TestKit;

namespace Kamisama.Control.Tests.Sockets;

public sealed class ClientTests(ITestOutputHelper output)
{
    private const string Ping = "{\"v\":1,\"id\":\"a\",\"cmd\":\"ping\"}\n";

    [RootFact]
    public async Task Another_user_is_refused()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        string script = "import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect('" + fixture.Path + "')\nprint(s.recv(1000).decode())";
        string[] stranger = ["--reuid", "65534", "--clear-groups", "/usr/bin/python3", "-c", script];
        File.SetUnixFileMode(Path.GetDirectoryName(fixture.Path)!, (UnixFileMode)0x1ED);

        Assert.NotEqual(0, Programs.RunFor(out string said, "setpriv", stranger));
        Assert.Contains("PermissionError", said, StringComparison.Ordinal);

        // Even when somebody has opened the way to the socket.
        File.SetUnixFileMode(fixture.Path, (UnixFileMode)0x1B6);
        Programs.RunFor(out said, "setpriv", stranger);
        Assert.Contains("\"code\":\"refused\"", said, StringComparison.Ordinal);
        await fixture.AskAsync("ping");
    }

    [RootFact]
    public async Task A_client_trusts_masters_of_its_user_and_of_root()
    {
        using var temporary = new TemporaryDirectory();
        string path = Path.Combine(temporary.Path, "theirs.sock");
        using var listener = new System.Net.Sockets.Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using var client = new System.Net.Sockets.Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path));

        Assert.Equal(0u, ControlSocket.PeerOf(client));
        Assert.True(ControlClient.IsTrusted(peer: 0, self: 1000));
        Assert.True(ControlClient.IsTrusted(peer: 1000, self: 1000));
        Assert.True(ControlClient.IsTrusted(peer: 1000, self: 0));
        Assert.False(ControlClient.IsTrusted(peer: 1001, self: 1000));
    }

    [Theory]
    [InlineData("hello", ControlErrorCode.BadFrame)]
    [InlineData("", ControlErrorCode.BadFrame)]
    [InlineData("[]", ControlErrorCode.BadFrame)]
    [InlineData("7", ControlErrorCode.BadFrame)]
    [InlineData("{\"v\":1,\"cmd\":\"ping\"", ControlErrorCode.BadFrame)]
    [InlineData("{\"v\":1,\"cmd\":\"ping\"} {}", ControlErrorCode.BadFrame)]
    [InlineData("{\"v\":1,\"cmd\":\"ping\",\"cmd\":\"stop\"}", ControlErrorCode.BadFrame)]
    [InlineData("{\"v\":1,\"cmd\":\"\\ud800\"}", ControlErrorCode.BadFrame)]
    [InlineData("{\"v\":1,\"cmd\":\"ping\",\"x\":[[[[[[[[[[]]]]]]]]]]}", ControlErrorCode.BadFrame)]
    [InlineData("{\"v\":2,\"cmd\":\"ping\"}", ControlErrorCode.BadRequest)]
    [InlineData("{\"cmd\":\"ping\"}", ControlErrorCode.BadRequest)]
    [InlineData("{\"v\":1e400,\"cmd\":\"ping\"}", ControlErrorCode.BadRequest)]
    [InlineData("{\"v\":1}", ControlErrorCode.BadRequest)]
    [InlineData("{\"v\":1,\"cmd\":7}", ControlErrorCode.BadRequest)]
    [InlineData("{\"v\":1,\"id\":7,\"cmd\":\"ping\"}", ControlErrorCode.BadRequest)]
    [InlineData("{\"v\":1,\"cmd\":\"ping\",\"x\":1}", ControlErrorCode.BadRequest)]
    [InlineData("{\"v\":1,\"cmd\":\"scale\",\"instances\":1e999}", ControlErrorCode.BadRequest)]
    [InlineData("{\"v\":1,\"cmd\":\"dance\"}", ControlErrorCode.UnknownCommand)]
    [InlineData("{\"v\":1,\"cmd\":\"reload\"}", ControlErrorCode.NotSupported)]
    [InlineData("{\"v\":1,\"cmd\":\"logs\"}", ControlErrorCode.NotSupported)]
    public async Task What_makes_no_sense_is_told_and_the_next_request_is_answered(string line, string code)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        using RawClient client = await RawClient.ConnectAsync(fixture.Path);

        await client.SendAsync(line + "\n" + Ping);

        Assert.Equal(code, await client.ReadErrorAsync());
        Assert.True((await client.ReadAsync())!.Value.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Bad_utf_8_is_told_and_the_next_request_is_answered()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        using RawClient client = await RawClient.ConnectAsync(fixture.Path);

        await client.SendAsync((byte[])[.. "{\"v\":1,\"cmd\":\""u8, 0xff, 0xc0, .. "\"}\n"u8]);
        await client.SendAsync(Ping);

        Assert.Equal(ControlErrorCode.BadFrame, await client.ReadErrorAsync());
        Assert.True((await client.ReadAsync())!.Value.GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData(FrameReader.MaxFrame, true)]
    [InlineData(FrameReader.MaxFrame + 1, false)]
    [InlineData(20 * FrameReader.MaxFrame, false)]
    public async Task A_line_that_is_too_long_is_told_and_ends_the_connection(int length, bool isAnswered)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        using RawClient client = await RawClient.ConnectAsync(fixture.Path);

        Task sending = client.SendAsync(Ping.TrimEnd('\n').PadRight(length) + "\n");

        if (isAnswered)
        {
            Assert.True((await client.ReadAsync())!.Value.GetProperty("ok").GetBoolean());
        }
        else
        {
            Assert.Equal(ControlErrorCode.BadFrame, await client.ReadErrorAsync());
            await sending;
            Assert.Null(await client.ReadAsync());
        }
    }

    [Fact]
    public async Task A_request_in_pieces_and_several_at_once_are_answered_in_order()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        using RawClient client = await RawClient.ConnectAsync(fixture.Path);
        foreach (char c in Ping)
        {
            await client.SendAsync(c.ToString());
        }

        await client.SendAsync(string.Concat(Enumerable.Range(0, 500).Select(i => $"{{\"v\":1,\"id\":\"{i}\",\"cmd\":\"ping\"}}\n")));

        Assert.Equal("a", (await client.ReadAsync())!.Value.GetProperty("id").GetString());
        for (int i = 0; i < 500; i++)
        {
            Assert.Equal($"{i}", (await client.ReadAsync())!.Value.GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task A_client_that_sends_nothing_more_is_still_answered()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        using RawClient client = await RawClient.ConnectAsync(fixture.Path);

        await client.SendAsync("{\"v\":1,\"cmd\":\"restart\",\"wait\":true}\n");
        client.Socket.Shutdown(SocketShutdown.Send);

        Assert.True((await client.ReadAsync())!.Value.GetProperty("ok").GetBoolean());
        Assert.Null(await client.ReadAsync());
    }

    [Fact]
    public async Task A_thousand_idle_clients_leave_the_others_an_answer()
    {
        var time = new ManualTimeProvider();
        await using ControlFixture fixture = await ControlFixture.RunningAsync(options: options => options with { TimeProvider = time });
        var clients = new List<RawClient>();
        try
        {
            int busy = 0;
            for (int i = 0; i < 1_000; i++)
            {
                clients.Add(await RawClient.ConnectAsync(fixture.Path));
                busy += i >= 64 && await clients[i].ReadErrorAsync() == ControlErrorCode.Busy ? 1 : 0;
            }

            Assert.Equal(1_000 - 64, busy);

            // Nobody is disconnected for being idle, until somebody else needs the place: the one that was idle for longest goes.
            time.Advance(TimeSpan.FromSeconds(31));
            await clients[0].SendAsync(Ping);
            Assert.True((await clients[0].ReadAsync())!.Value.GetProperty("ok").GetBoolean());
            await fixture.AskAsync("ping");
            await clients[0].SendAsync(Ping);
            Assert.True((await clients[0].ReadAsync())!.Value.GetProperty("ok").GetBoolean());
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_disconnected()
    {
        var time = new ManualTimeProvider();
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            [new WorkerPoolOptions { Name = "web", Instances = 100 }], options => options with { TimeProvider = time, MaxClients = 1 });
        using RawClient slow = await RawClient.ConnectAsync(fixture.Path);
        slow.Socket.ReceiveBufferSize = 4096;
        _ = slow.SendAsync(string.Concat(Enumerable.Repeat("{\"v\":1,\"cmd\":\"ps\"}\n", 2_000)));

        // Its place is free as soon as the server has given it up; how far it has come is the kernel's business.
        await RawClient.UntilServedAsync(fixture.Path, () => time.Advance(TimeSpan.FromSeconds(6)));
    }

    [Fact]
    public async Task Whatever_is_sent_the_server_answers_the_next_one()
    {
        int frames = Counts.Of("KAMISAMA_CONTROL_FUZZ", 20_000);
        int seed = Counts.Of("KAMISAMA_CONTROL_SEED", Random.Shared.Next());
        output.WriteLine($"{frames} frames, KAMISAMA_CONTROL_SEED={seed}");
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        var fuzz = new FrameFuzz(seed);
        var sink = new Sink();
        var master = new ControlMaster(fixture.Pools, _ => Task.CompletedTask, new ControlServerOptions());

        for (int i = 0; i < frames; i++)
        {
            byte[] frame = fuzz.Next();
            await master.AnswerAsync(frame, sink, CancellationToken.None).WaitAsync(ControlFixture.Patience);

            JsonElement answer = JsonDocument.Parse(sink.Last).RootElement;
            Assert.True(
                answer.GetProperty("ok").GetBoolean() || answer.GetProperty("error").GetProperty("code").GetString() != ControlErrorCode.Internal,
                $"{Convert.ToHexString(frame)}: {answer}");
        }

        Assert.InRange(sink.Oks, frames / 100, frames);
        await fixture.AskAsync("ping");
    }

    private sealed class Sink : IAnswerSink
    {
        public ReadOnlyMemory<byte> Last { get; private set; }

        public int Oks { get; private set; }

        public ValueTask SendAsync(ReadOnlyMemory<byte> line)
        {
            Last = line;
            Oks += line.Span.IndexOf("\"ok\":true"u8) >= 0 ? 1 : 0;
            return ValueTask.CompletedTask;
        }
    }
}
