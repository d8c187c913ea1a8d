using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Kamisama.Actors.Tests.Output;

/// <summary>What the journal is sent.</summary>
[Trait("Needs", "Linux")]
public sealed partial class JournalSinkSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kamisama-journal-").FullName;
    private readonly List<SupervisionEvent> _events = [];
    private readonly PoolOutput _pool;
    private readonly JournalSink _sink;
    private readonly JournalFormat _format = new("web", new WorkerId(3, 1), OutputStream.StandardError);

    public JournalSinkSpecs()
    {
        _pool = new PoolOutput("web", new WorkerOutput.ToJournal(), TimeProvider.System, _events.Add);
        _sink = new JournalSink(SocketPath, TimeProvider.System);
        _sink.AddPool(_pool);
        _format.SetPid(42);
    }

    private string SocketPath => Path.Combine(_folder, "socket");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_is_one_entry_with_all_its_fields()
    {
        using Socket journal = Bind();
        Write("first"u8, "a\0\u001b[1m=b"u8);

        Assert.Equal("first", Receive(journal)["MESSAGE"]);
        Dictionary<string, string> entry = Receive(journal);
        Assert.Equal("a\0\u001b[1m=b", entry["MESSAGE"]);
        Assert.Equal(
            ("3", "web", "web", "3", "1", "42", "stderr"),
            (entry["PRIORITY"], entry["SYSLOG_IDENTIFIER"], entry["KAMISAMA_POOL"], entry["KAMISAMA_WORKER_INDEX"], entry["KAMISAMA_INCARNATION"], entry["KAMISAMA_WORKER_PID"], entry["KAMISAMA_STREAM"]));
        Assert.False(entry.ContainsKey("KAMISAMA_PARTIAL"));
    }

    [Fact]
    public void A_journal_that_is_not_there_costs_lines_which_are_counted_and_is_found_again()
    {
        Write("lost"u8);
        Assert.Equal(new OutputLoss(1, 5), _sink.Lost);
        Assert.IsType<SupervisionEvent.OutputFailed>(Assert.Single(_events));

        using Socket journal = Bind();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Write("found"u8);
                return _events.Count == 2;
            },
            TimeSpan.FromSeconds(10)));
        Assert.Contains("missing here: No such file or directory (ENOENT)", Receive(journal)["MESSAGE"], StringComparison.Ordinal);
        Assert.Equal("found", Receive(journal)["MESSAGE"]);
        Assert.Equal(_sink.Lost, Assert.IsType<SupervisionEvent.OutputRecovered>(_events[1]).Loss);
    }

    [Fact]
    public void An_entry_that_is_too_large_for_a_datagram_travels_as_a_sealed_file()
    {
        using Socket journal = Bind();
        byte[] line = [.. Enumerable.Repeat((byte)'x', 3_000_000)];
        Write(line);

        int file = ReceiveFile(journal);
        byte[] entry = File.ReadAllBytes($"/proc/self/fd/{file}");
        Assert.Equal(line, entry[^(line.Length + 1)..^1]);
        Assert.StartsWith("SYSLOG_IDENTIFIER=web\n", Encoding.UTF8.GetString(entry.AsSpan(0, 100)), StringComparison.Ordinal);
        const int F_GET_SEALS = 1034;
        Assert.Equal(LibC.EverySeal, LibC.ControlDescriptor(file, F_GET_SEALS, 0));
        Assert.Equal(0, LibC.Close(file));
        Assert.Empty(_events);
    }

    [Fact]
    public void A_journal_without_room_is_waited_for()
    {
        using Socket journal = Bind();
        int written = 0;
        while (_sink.StalledDescriptor < 0)
        {
            Write(Encoding.ASCII.GetBytes($"{written++}"));
        }

        int seen = 0;
        while (seen < written)
        {
            Assert.Equal($"{seen++}", Receive(journal)["MESSAGE"]);
            _sink.Continue();
        }

        Assert.Equal((-1, 0), (_sink.StalledDescriptor, _events.Count));
    }

    private static unsafe int ReceiveFile(Socket journal)
    {
        LibC.DescriptorMessage descriptor = default;
        var message = new LibC.MessageHeader { Control = &descriptor, ControlLength = sizeof(LibC.DescriptorMessage) };
        Assert.Equal(0, ReceiveMessage((int)journal.Handle, &message, 0));
        Assert.Equal((LibC.SOL_SOCKET, LibC.SCM_RIGHTS), (descriptor.Level, descriptor.Type));
        return descriptor.Descriptor;
    }

    [LibraryImport("libc", EntryPoint = "recvmsg")]
    private static unsafe partial nint ReceiveMessage(int socket, LibC.MessageHeader* message, int flags);

    private Socket Bind()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(SocketPath));
        socket.ReceiveTimeout = 10_000;
        return socket;
    }

    private void Write(params ReadOnlySpan<byte[]> lines)
    {
        var batch = new LineBatch();
        foreach (byte[] line in lines)
        {
            _format.Append(batch, DateTimeOffset.UnixEpoch, line, continues: false);
            batch.EndLine(new OutputLoss(1, line.Length + 1));
        }

        _sink.Write(batch, _format, DateTimeOffset.UnixEpoch);
    }

    private void Write(ReadOnlySpan<byte> line) => Write([line.ToArray()]);

    private void Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => Write([first.ToArray(), second.ToArray()]);

    private static Dictionary<string, string> Receive(Socket journal)
    {
        byte[] datagram = new byte[65536];
        ReadOnlySpan<byte> rest = datagram.AsSpan(0, journal.Receive(datagram));
        Dictionary<string, string> fields = [];
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            string name = Encoding.UTF8.GetString(rest[..end]);
            rest = rest[(end + 1)..];
            if (name.Split('=', 2) is [var key, var value])
            {
                fields.Add(key, value);
                continue;
            }

            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(rest);
            fields.Add(name, Encoding.UTF8.GetString(rest.Slice(sizeof(long), length)));
            rest = rest[(sizeof(long) + length + 1)..];
        }

        return fields;
    }
}
