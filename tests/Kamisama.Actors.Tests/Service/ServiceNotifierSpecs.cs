using System.Net.Sockets;
using System.Text;
using Kamisama.Actors.Tests.Health;
using Kamisama.Actors.Tests.Simulation;

namespace Kamisama.Actors.Tests.Service;

/// <summary>What the supervisor of a master hears, on a socket of the test and in virtual time.</summary>
public sealed class ServiceNotifierSpecs : IDisposable
{
    private const int Term = 15;

    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);
    private static readonly WorkerPoolOptions Options = new() { Instances = 2, Readiness = new Readiness.Notified() };

    private readonly string _address = $"@kamisama-test-{Guid.NewGuid():N}";
    private readonly Socket _supervisor = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public ServiceNotifierSpecs() => _supervisor.Bind(new UnixDomainSocketEndPoint($"\0{_address[1..]}"));

    public void Dispose() => _supervisor.Dispose();

    [Fact]
    public async Task READY_is_said_when_the_last_of_the_first_workers_is_ready_and_STOPPING_at_the_decision_to_stop()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await using ServiceNotifier service = Notify(pool.Pool, pool.Time);
        pool.Host.At(1).SayReady();
        await pool.Events.ExpectAsync<SupervisionEvent.WorkerReady>();
        await pool.Pool.GetStatusAsync();
        Assert.Equal(0, _supervisor.Available);

        pool.Host.At(2).SayReady();
        Assert.Equal("READY=1", await HearAsync());

        pool.Host.At(2).Ignores.Add(Term);
        pool.Signal(Term);
        Assert.Equal("STOPPING=1", await HearAsync());
        Assert.False(pool.Pool.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_pool_that_stops_before_it_is_ready_never_says_that_it_is()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await using (Notify(pool.Pool, pool.Time))
        {
            pool.Signal(Term);
            await pool.Pool.Completion;
        }

        Assert.Equal("STOPPING=1", await HearAsync());
        Assert.Equal(0, _supervisor.Available);
    }

    [Fact]
    public async Task A_group_is_ready_when_each_pool_is_or_is_over()
    {
        WorkerPoolOptions slow = GroupFixture.Pool("slow") with { Readiness = new Readiness.Notified() };
        WorkerPoolOptions broken = GroupFixture.Pool("broken") with { BreachAction = BreachAction.StopPool };
        await using GroupFixture group = await GroupFixture.RunningAsync(
            new WorkerPoolGroupOptions { Pools = [broken, slow] });
        await using ServiceNotifier service = Notify(group.Group, group.Time);
        group.Of("broken").Exit(1);
        await group.Group["broken"].Completion;
        Assert.Equal(0, _supervisor.Available);

        group.Of("slow").SayReady();
        Assert.Equal("READY=1", await HearAsync());

        group.Signal(Term);
        Assert.Equal("STOPPING=1", await HearAsync());
    }

    [Fact]
    public async Task A_master_that_is_stuck_says_no_WATCHDOG_until_it_gets_on()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { Readiness = null });
        await using ServiceNotifier service = Notify(pool.Pool, pool.Time);
        Assert.Equal("READY=1", await HearAsync());
        await BeatAsync(pool.Advance);
        await BeatAsync(pool.Advance);

        using var stuck = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        pool.Host.At(1).OnStatusAsked = () =>
        {
            stuck.Set();
            goOn.Wait();
        };
        Task<PoolStatus> status = pool.Pool.GetStatusAsync();
        Assert.True(stuck.Wait(Asking.Patience));
        for (int i = 0; i < 5; i++)
        {
            pool.Advance(Watchdog / 2);
        }

        Assert.Equal(0, _supervisor.Available);
        pool.Host.At(1).OnStatusAsked = () => { };
        goOn.Set();
        await status;

        // Of the five questions the last one is still in time for its answer.
        Assert.Equal("WATCHDOG=1", await HearAsync());
        await BeatAsync(pool.Advance);
        Assert.Equal(0, _supervisor.Available);
    }

    [Fact]
    public async Task A_groups_actor_and_each_master_that_is_there_are_asked_for_WATCHDOG()
    {
        await using GroupFixture group = await GroupFixture.RunningAsync(GroupFixture.Options("a", "b"));
        await using ServiceNotifier service = Notify(group.Group, group.Time);
        Assert.Equal("READY=1", await HearAsync());
        await BeatAsync(group.Advance);

        await group.Group["a"].StopAsync();
        await BeatAsync(group.Advance);

        using var stuck = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        group.Of("b").OnStatusAsked = () =>
        {
            stuck.Set();
            goOn.Wait();
        };
        Task<PoolStatus> status = group.Group["b"].GetStatusAsync();
        Assert.True(stuck.Wait(Asking.Patience));
        group.Advance(Watchdog / 2);
        group.Advance(Watchdog / 2);
        Assert.Equal(0, _supervisor.Available);
        group.Of("b").OnStatusAsked = () => { };
        goOn.Set();
        await status;
        Assert.Equal("WATCHDOG=1", await HearAsync());
        await BeatAsync(group.Advance);
    }

    [Fact]
    public async Task Many_changes_make_one_STATUS_a_second()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { Readiness = null });
        await using ServiceNotifier service = Notify(pool.Pool, pool.Time);
        Assert.Equal("READY=1", await HearAsync());
        for (int i = 0; i < 100; i++)
        {
            service.Changed();
        }

        pool.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("STATUS=workers: 2 of 2 running", await HearAsync());

        pool.Host.At(1).Exit(1);
        await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        service.Changed();
        pool.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("STATUS=workers: 2 of 2 running, 1 respawned lately", await HearAsync());
        pool.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _supervisor.Available);
    }

    [Fact]
    public async Task A_reload_is_said_with_its_time_and_READY_follows_when_it_is_over()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { Readiness = null });
        await using ServiceNotifier service = Notify(pool.Pool, pool.Time);
        Assert.Equal("READY=1", await HearAsync());

        var source = new TaskCompletionSource();
        Task reload = new Reloader(_ => source.Task, _ => { }, service, CancellationToken.None).Request();
        Assert.Equal($"RELOADING=1\nMONOTONIC_USEC={pool.Time.GetTimestamp() / (pool.Time.TimestampFrequency / 1_000_000)}", await HearAsync());
        Assert.Equal(0, _supervisor.Available);
        source.SetException(new IOException("not found"));
        await reload;
        Assert.Equal("READY=1", await HearAsync());
    }

    private ServiceNotifier Notify(object front, TimeProvider time) => new(_address, Watchdog, (IProgramFront)front, time);

    private async Task BeatAsync(Action<TimeSpan> advance)
    {
        advance(Watchdog / 2);
        Assert.Equal("WATCHDOG=1", await HearAsync());
    }

    private async Task<string> HearAsync()
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await _supervisor.ReceiveAsync(buffer).WaitAsync(Asking.Patience));
    }
}
