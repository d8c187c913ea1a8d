using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kamisama.Processes.Tests;

/// <summary>The worker's side in C#, seen by a real host: what a worker says through WorkerNotifications is heard.</summary>
public sealed class WorkerHabitSpecs : LinuxSpecs
{
    private const int SIGTERM = 15, SIGKILL = 9;

    private static readonly string Worker = Path.Combine(AppContext.BaseDirectory, "Kamisama.TestWorker");

    private static ProcessSpec Habit(params string[] words) => new() { FileName = Worker, Arguments = words, NotifySocket = true };

    [Fact]
    public async Task A_worker_says_what_it_does_before_it_is_ready()
    {
        var handle = Host.Start(Habit("ready-after", "200"));

        Assert.Equal("warming up", await Eventually.SeesAsync("a status", () => handle.StatusText, text => text is not null));
        await handle.Ready.InTimeAsync();
        Assert.Null(handle.LastHeartbeat);
        await EndAsync(handle);
    }

    [Fact]
    public async Task A_worker_that_hangs_sends_no_more_heartbeats()
    {
        var handle = Host.Start(Habit("heartbeat", "20", "500"));

        await handle.Ready.InTimeAsync();
        long first = await Eventually.SeesAsync("a heartbeat", () => handle.LastHeartbeat ?? 0, time => time > 0);
        await Eventually.SeesAsync("another heartbeat", () => handle.LastHeartbeat ?? 0, time => time > first);
        await Eventually.SeesAsync("the end of them", () => handle.StatusText, text => text == "hanging");
        Assert.False(handle.Exited.IsCompleted);
        await EndAsync(handle);
    }

    [Fact]
    public async Task A_worker_with_nobody_to_talk_to_works_as_well()
    {
        var (handle, _) = await StartAndWaitAsync(Habit("heartbeat", "20", "0") with { NotifySocket = false }, "ready");

        Assert.False(handle.Ready.IsCompleted);
        Assert.Null(handle.LastHeartbeat);
        await EndAsync(handle);
    }

    [Fact]
    public async Task A_worker_that_leaks_takes_more_and_more_memory()
    {
        var handle = Host.Start(Habit("leak", "200000000"));
        await handle.Ready.InTimeAsync();
        long first = await handle.MeasureMemoryAsync(MemoryMeasure.ResidentSet) ?? 0;

        await Eventually.SeesAsync(
            "40 MB more",
            () => handle.MeasureMemoryAsync(MemoryMeasure.ResidentSet).AsTask().GetAwaiter().GetResult(),
            bytes => bytes > first + 40_000_000);
        await EndAsync(handle);
    }

    [Fact]
    public async Task A_web_worker_answers_what_it_has_accepted_before_it_obeys_TERM()
    {
        var (handle, url) = await StartWebAsync("0");
        using var client = new HttpClient();
        int pid = (await handle.Started).Pid;
        Assert.Equal($"{pid}\n", await client.GetStringAsync(url));

        using var slow = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await slow.ConnectAsync(url.Host, url.Port);
        await slow.SendAsync("GET /wait/1000 HTTP/1.1\r\n\r\n"u8.ToArray());

        // Accepted one after the other: the slow one has been when this one is answered.
        await client.GetStringAsync(url);
        handle.Signal(SIGTERM);
        using var answer = new StreamReader(new NetworkStream(slow), Encoding.ASCII);
        Assert.EndsWith($"\r\n\r\n{pid}\n", await answer.ReadToEndAsync().InTimeAsync(), StringComparison.Ordinal);
        Assert.Equal(new ProcessExit.Code(0), (await handle.Exited.InTimeAsync()) with { Usage = null });
    }

    [Fact]
    public async Task Web_workers_share_a_port_and_break_one_by_one()
    {
        var (first, url) = await StartWebAsync("0");
        var (second, _) = await StartWebAsync(url.Port.ToString(CultureInfo.InvariantCulture));
        first.Signal(SIGKILL);
        await first.Exited.InTimeAsync();

        using var client = new HttpClient();
        Assert.Equal($"{(await second.Started).Pid}\n", await client.GetStringAsync(new Uri(url, "break")));
        using HttpResponseMessage broken = await client.GetAsync(url);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, broken.StatusCode);
        await EndAsync(second);
    }

    private async Task<(IProcessHandle Handle, Uri Url)> StartWebAsync(string port)
    {
        var (handle, output) = await StartAndWaitAsync(Habit("http", port), "ready");
        await handle.Ready.InTimeAsync();
        return (handle, new Uri($"http://127.0.0.1:{output.Split('\n')[0].Split(' ')[1]}/"));
    }

    private static async Task EndAsync(IProcessHandle handle)
    {
        handle.Signal(SIGKILL, SignalTarget.Group);
        await handle.Exited.InTimeAsync();
    }
}
