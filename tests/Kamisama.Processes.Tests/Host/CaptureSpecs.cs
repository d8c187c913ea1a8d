using System.Diagnostics;
using System.Text;

namespace Kamisama.Processes.Tests;

/// <summary>Output that a receiver in the master takes: as much as it has room for.</summary>
public sealed class CaptureSpecs : LinuxSpecs
{
    [Fact]
    public async Task A_receiver_gets_everything_in_order_and_is_told_of_the_end()
    {
        var receiver = new Receiver();
        IProcessHandle handle = Host.Start(Shell("seq 1 50000; printf end") with { StandardOutput = ProcessStdio.Capture(receiver, 2) });
        await handle.Exited.InTimeAsync();
        await receiver.End.InTimeAsync();

        Assert.Equal(Numbers(50_000) + "end", receiver.Text);
        Assert.Equal((await handle.Started).Pid, receiver.Pid);

        // The end of a pipe may be seen before that of the process.
        Assert.Equal(["begin", "closed"], receiver.Told.Except(["ended, 0 unread"]));
        Assert.Equal(["50000", "end"], handle.LastOutputLines);
    }

    [Fact]
    public async Task A_receiver_without_room_makes_the_process_wait_and_loses_nothing()
    {
        var receiver = new Receiver { Capacity = 1000 };
        IProcessHandle handle = Host.Start(Shell("seq 1 50000") with { StandardOutput = ProcessStdio.Capture(receiver) });
        while (!receiver.End.IsCompleted)
        {
            await Eventually.SeesAsync("a full buffer, or the end", () => receiver.Waiting, waiting => waiting == 1000 || receiver.End.IsCompleted);
            receiver.Empty();
        }

        Assert.Equal(Numbers(50_000), receiver.Text);
        Assert.IsType<ProcessExit.Code>(await handle.Exited.InTimeAsync());
    }

    [Fact]
    public async Task An_exit_is_told_while_there_is_no_room_with_what_is_left_to_be_read()
    {
        var receiver = new Receiver { Capacity = 10 };
        IProcessHandle handle = Host.Start(Shell("seq 1 1000") with { StandardOutput = ProcessStdio.Capture(receiver) });
        Assert.Equal("exited with code 0", $"{await handle.Exited.InTimeAsync()}");
        Assert.Equal(["begin", $"ended, {Numbers(1000).Length - 10} unread"], receiver.Told);

        receiver.Capacity = int.MaxValue;
        receiver.Empty();
        await receiver.End.InTimeAsync();
        Assert.Equal(Numbers(1000), receiver.Text);
    }

    [Fact]
    public async Task A_pipe_that_is_left_alone_costs_no_processor_time_when_nobody_writes_to_it_any_more()
    {
        var receiver = new Receiver { Capacity = 10 };
        IProcessHandle handle = Host.Start(Shell("seq 1 1000") with { StandardOutput = ProcessStdio.Capture(receiver) });
        await handle.Exited.InTimeAsync();
        TimeSpan before = EpollTime();
        var watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < 300)
        {
            await Host.Start(new() { FileName = "true" }).Exited.InTimeAsync();
        }

        Assert.InRange(EpollTime() - before, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        receiver.Capacity = int.MaxValue;
        receiver.Empty();
        await receiver.End.InTimeAsync();
    }

    [Fact]
    public async Task A_process_that_can_not_be_started_begins_nothing_or_ends_it()
    {
        var receiver = new Receiver();
        IProcessHandle handle = Host.Start(new ProcessSpec { FileName = "/no/such/program", StandardOutput = ProcessStdio.Capture(receiver) });
        Assert.IsType<ProcessExit.NotStarted>(await handle.Exited.InTimeAsync());

        // Whether the launcher found it out, which is a process.
        Assert.Contains(receiver.Told.Count, (int[])[0, 2, 3]);
        receiver = new Receiver();
        handle = Host.Start(new ProcessSpec { FileName = "true", WorkingDirectory = "/no/such", StandardOutput = ProcessStdio.Capture(receiver) });
        Assert.IsType<ProcessExit.NotStarted>(await handle.Exited.InTimeAsync());
        Assert.Contains(receiver.Told.Count, (int[])[0, 2, 3]);
    }

    [Fact]
    public void Standard_input_can_not_be_captured() =>
        Assert.Throws<ArgumentException>(() => Host.Start(Shell("true") with { StandardInput = ProcessStdio.Capture(new Receiver()) }));

    private static string Numbers(int count) => string.Concat(Enumerable.Range(1, count).Select(n => $"{n}\n"));

    private static TimeSpan EpollTime()
    {
        foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            if (File.ReadAllText($"{task}/comm").StartsWith("kamisama-exit-w", StringComparison.Ordinal))
            {
                return TimeSpan.FromTicks(long.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) / 100);
            }
        }

        throw new InvalidOperationException("There is no exit-watch thread.");
    }

    private sealed class Receiver : IOutputReceiver
    {
        private readonly Lock _gate = new();
        private readonly StringBuilder _text = new();
        private readonly List<string> _told = [];
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Action _resume = () => { };
        private int _waiting;

        public int Capacity { get; set; } = int.MaxValue;

        public int Pid { get; private set; }

        public Task End => _end.Task;

        public int Waiting
        {
            get
            {
                lock (_gate)
                {
                    return _waiting;
                }
            }
        }

        public string Text
        {
            get
            {
                lock (_gate)
                {
                    return _text.ToString();
                }
            }
        }

        public IReadOnlyList<string> Told
        {
            get
            {
                lock (_gate)
                {
                    return [.. _told];
                }
            }
        }

        public int Room
        {
            get
            {
                lock (_gate)
                {
                    return Capacity - _waiting;
                }
            }
        }

        public void Begin(int pid, Action resume)
        {
            (Pid, _resume) = (pid, resume);
            Tell("begin");
        }

        public void Take(ReadOnlySpan<byte> bytes)
        {
            lock (_gate)
            {
                _text.Append(Encoding.ASCII.GetString(bytes));
                _waiting += bytes.Length;
            }
        }

        public void ProcessEnded(int unread) => Tell($"ended, {unread} unread");

        public void Closed()
        {
            Tell("closed");
            _end.TrySetResult();
        }

        public void Empty()
        {
            lock (_gate)
            {
                _waiting = 0;
            }

            _resume();
        }

        private void Tell(string what)
        {
            lock (_gate)
            {
                _told.Add(what);
            }
        }
    }
}
