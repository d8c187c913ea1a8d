using System.Net.Sockets;

namespace Kamisama.Control.Tests.Sockets;

public sealed class ControlSocketTests(ITestOutputHelper output)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void The_second_master_of_a_name_learns_the_first_ones_pid()
    {
        using var temporary = new TemporaryDirectory();
        string path = Path.Combine(temporary.Path, "web.sock");
        using var first = ControlSocket.Open(path);

        var taken = Assert.Throws<ControlNameTakenException>(() => ControlSocket.Open(path));

        Assert.Equal(Environment.ProcessId, taken.Pid);
        Assert.Equal(path, taken.Path);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void The_name_is_free_when_the_first_master_has_gone()
    {
        using var temporary = new TemporaryDirectory();
        string path = Path.Combine(temporary.Path, "web.sock");
        for (int i = 0; i < 3; i++)
        {
            using var socket = ControlSocket.Open(path);
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(ControlLock.PathOf(path)));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Of_masters_that_start_at_once_exactly_one_wins()
    {
        using var temporary = new TemporaryDirectory();
        for (int round = 0; round < Counts.Of("KAMISAMA_CONTROL_RACES", 20); round++)
        {
            string path = Path.Combine(temporary.Path, "web.sock");
            using var begin = new Barrier(4);
            ControlSocket?[] opened = new ControlSocket?[4];
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
            {
                begin.SignalAndWait();
                try
                {
                    opened[i] = ControlSocket.Open(path);
                }
                catch (ControlNameTakenException)
                {
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            ControlSocket winner = Assert.Single(opened, socket => socket is not null)!;
            using (var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            {
                client.Connect(new UnixDomainSocketEndPoint(path));
            }

            winner.Dispose();
        }
    }

    [Fact]
    public void The_socket_is_at_no_moment_wider_than_for_its_owner()
    {
        using var temporary = new TemporaryDirectory();
        string path = Path.Combine(temporary.Path, "web.sock");
        int binds = Counts.Of("KAMISAMA_CONTROL_BINDS", 100);
        int seen = 0;
        int widest = 0;
        bool isOver = false;
        var watcher = new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                if (FileFacts.Of(path) is { IsSocket: true } facts)
                {
                    seen++;
                    widest |= facts.Permissions;
                }
            }
        });
        watcher.Start();
        for (int i = 0; i < binds; i++)
        {
            using var socket = ControlSocket.Open(path);
            Thread.Yield();
        }

        Volatile.Write(ref isOver, true);
        watcher.Join();

        output.WriteLine($"{binds} binds, the socket was seen {seen} times.");
        Assert.NotEqual(0, seen);
        Assert.Equal((int)OwnerOnly, widest);
    }

    [Fact]
    public void A_socket_that_a_killed_master_left_behind_is_replaced()
    {
        using var temporary = new TemporaryDirectory();
        string path = Path.Combine(temporary.Path, "web.sock");
        Assert.Equal(0, Programs.Run("python3", "-c", $"import socket; socket.socket(socket.AF_UNIX).bind('{path}')"));
        Assert.True(File.Exists(path));

        using var socket = ControlSocket.Open(path);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("directory")]
    [InlineData("link")]
    public void What_is_no_socket_is_left_alone(string kind)
    {
        using var temporary = new TemporaryDirectory();
        string path = Path.Combine(temporary.Path, "web.sock");
        string precious = Path.Combine(temporary.Path, "precious");
        File.WriteAllText(precious, "kept");
        switch (kind)
        {
            case "file":
                File.Copy(precious, path);
                break;
            case "directory":
                Directory.CreateDirectory(path);
                break;
            default:
                File.CreateSymbolicLink(path, precious);
                break;
        }

        Assert.Throws<IOException>(() => ControlSocket.Open(path));

        Assert.True(Path.Exists(path));
        Assert.Equal("kept", File.ReadAllText(precious));
    }

    [Fact]
    public void A_link_in_place_of_the_lock_is_refused_and_what_it_points_to_is_left_alone()
    {
        using var temporary = new TemporaryDirectory();
        string path = Path.Combine(temporary.Path, "web.sock");
        string precious = Path.Combine(temporary.Path, "precious");
        File.WriteAllText(precious, "kept");
        File.CreateSymbolicLink(ControlLock.PathOf(path), precious);

        Assert.Throws<IOException>(() => ControlSocket.Open(path));

        Assert.Equal("kept", File.ReadAllText(precious));
    }

    [RootFact]
    public void A_socket_or_lock_of_somebody_else_is_refused()
    {
        using var temporary = new TemporaryDirectory();
        string path = Path.Combine(temporary.Path, "web.sock");
        using (ControlSocket.Open(path))
        {
        }

        Assert.Equal(0, Programs.Run("chown", "65534", ControlLock.PathOf(path)));
        Assert.Throws<IOException>(() => ControlSocket.Open(path));

        File.Delete(ControlLock.PathOf(path));
        Assert.Equal(0, Programs.Run("python3", "-c", $"import socket, os; socket.socket(socket.AF_UNIX).bind('{path}'); os.chown('{path}', 65534, -1)"));
        Assert.Throws<IOException>(() => ControlSocket.Open(path));
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void A_directory_that_is_not_there_is_told()
    {
        using var temporary = new TemporaryDirectory();

        Assert.Throws<IOException>(() => ControlSocket.Open(Path.Combine(temporary.Path, "not-there", "web.sock")));
    }
}
