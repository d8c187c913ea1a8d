using System.Diagnostics;

namespace Kamisama.Processes.Tests;

/// <summary>What processes say on the notification socket, see sd_notify(3).</summary>
public sealed class NotifySocketSpecs : LinuxSpecs
{
    private const int SIGKILL = 9;

    private static readonly string Worker = Path.Combine(AppContext.BaseDirectory, "Kamisama.TestWorker");

    private static ProcessSpec Notifies(params string[] steps) =>
        new() { FileName = Worker, Arguments = ["notify", .. steps], NotifySocket = true };

    [Fact]
    public async Task A_process_that_says_ready_is_ready()
    {
        var (handle, _) = await StartAndWaitAsync(Notifies("barrier", "say not yet", "stay"), "not yet");
        Assert.False(handle.Ready.IsCompleted);
        await EndAsync(handle);
        Assert.False(handle.Ready.IsCompleted);

        handle = Host.Start(Notifies("READY=1", "stay"));
        await handle.Ready.InTimeAsync();
        await EndAsync(handle);
    }

    [Fact]
    public async Task A_heartbeat_is_told_with_its_time()
    {
        long before = TimeProvider.System.GetTimestamp();
        var (handle, _) = await StartAndWaitAsync(Notifies("WATCHDOG=1", "barrier", "say done", "stay"), "done");

        Assert.InRange(handle.LastHeartbeat ?? 0, before, TimeProvider.System.GetTimestamp());
        Assert.False(handle.Ready.IsCompleted);
        await EndAsync(handle);
    }

    [Fact]
    public async Task The_last_status_is_kept_and_an_empty_one_is_none()
    {
        var handle = Host.Start(Notifies("STATUS=one", "X=1\nSTATUS=two"));
        Assert.Null(handle.StatusText);
        await handle.Exited.InTimeAsync();
        Assert.Equal("two", handle.StatusText);

        handle = Host.Start(Notifies("STATUS=one", "STATUS="));
        await handle.Exited.InTimeAsync();
        Assert.Null(handle.StatusText);
    }

    [Fact]
    public async Task What_is_said_right_before_the_exit_is_heard_before_the_exit()
    {
        for (int i = 0; i < 5; i++)
        {
            var handle = Host.Start(Notifies("STATUS=first", "WATCHDOG=1", "READY=1", "STATUS=last words"));
            await handle.Exited.InTimeAsync();

            Assert.True(handle.Ready.IsCompletedSuccessfully);
            Assert.NotNull(handle.LastHeartbeat);
            Assert.Equal("last words", handle.StatusText);
        }
    }

    [Fact]
    public async Task A_barrier_is_passed_when_all_before_it_was_heard()
    {
        // The barrier is a descriptor that has to be closed here: without that the worker hangs.
        var (handle, _) = await StartAndWaitAsync(Notifies("READY=1\nSTATUS=up", "barrier", "barrier", "say passed", "stay"), "passed");

        Assert.True(handle.Ready.IsCompletedSuccessfully);
        Assert.Equal("up", handle.StatusText);
        await EndAsync(handle);
    }

    [Fact]
    public async Task What_a_helper_says_is_not_what_the_process_says()
    {
        var (handle, _) = await StartAndWaitAsync(
            Shell("\"$1\" notify READY=1 WATCHDOG=1 STATUS=false barrier 'say done'; sleep 1000", Worker) with { NotifySocket = true },
            "done");

        Assert.Equal((false, null, null), (handle.Ready.IsCompleted, handle.LastHeartbeat, handle.StatusText));
        await EndAsync(handle);
    }

    [Fact]
    public async Task A_stranger_and_a_process_that_was_not_asked_are_not_heard()
    {
        var (asked, output) = await StartAndWaitAsync(
            Shell("echo \"$NOTIFY_SOCKET\"; exec sleep 1000") with { NotifySocket = true }, "@");
        string address = output.Trim();
        using var stranger = Process.Start(new ProcessStartInfo(Worker, ["notify", "READY=1", "barrier"]) { Environment = { ["NOTIFY_SOCKET"] = address } })!;
        await stranger.WaitForExitAsync().InTimeAsync();
        var notAsked = Host.Start(Notifies("READY=1", "barrier") with
        {
            NotifySocket = false,
            Environment = new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = address },
        });
        await notAsked.Exited.InTimeAsync();

        Assert.Equal((false, false), (asked.Ready.IsCompleted, notAsked.Ready.IsCompleted));
        await EndAsync(asked);
    }

    [Fact]
    public async Task A_flood_of_messages_keeps_no_exit_waiting()
    {
        var flooding = Host.Start(Notifies("READY=1", "flood"));
        await flooding.Ready.InTimeAsync();

        for (int i = 0; i < 20; i++)
        {
            await Host.Start(new() { FileName = "true" }).Exited.InTimeAsync();
        }

        await Eventually.SeesAsync("a status of the flood", () => flooding.StatusText, status => status is not null);
        await EndAsync(flooding);
    }

    [Fact]
    public async Task Every_one_of_many_that_speak_at_once_is_heard()
    {
        var handles = Enumerable.Range(0, 30).Select(i => Host.Start(Notifies($"STATUS={i}", "READY=1", "stay"))).ToList();
        await Task.WhenAll(handles.Select(handle => handle.Ready)).InTimeAsync();

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i}"), handles.Select(handle => handle.StatusText));
        handles.ForEach(handle => handle.Signal(SIGKILL));
        await Task.WhenAll(handles.Select(handle => handle.Exited)).InTimeAsync();
    }

    [Fact]
    public async Task What_the_masters_own_supervisor_gave_it_is_not_passed_on()
    {
        string[] names = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"];
        Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, "the master's"));
        try
        {
            ProcessSpec env = new() { FileName = "env" };
            Assert.DoesNotContain("the master's", (await RunAsync(env)).Output, StringComparison.Ordinal);

            var (_, output) = await RunAsync(env with { Environment = new Dictionary<string, string?> { ["WATCHDOG_USEC"] = "the worker's" }, NotifySocket = true });
            Assert.Contains("WATCHDOG_USEC=the worker's", output, StringComparison.Ordinal);
            Assert.Contains("NOTIFY_SOCKET=@kamisama-", output, StringComparison.Ordinal);
            Assert.DoesNotContain("the master's", output, StringComparison.Ordinal);
        }
        finally
        {
            Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, null));
        }
    }

    private static async Task EndAsync(IProcessHandle handle)
    {
        handle.Signal(SIGKILL, SignalTarget.Group);
        await handle.Exited.InTimeAsync();
        await handle.WhenGroupGoneAsync().InTimeAsync();
    }
}
