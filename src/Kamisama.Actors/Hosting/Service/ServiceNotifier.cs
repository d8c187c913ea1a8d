namespace Kamisama.Actors;

/// <summary>Tells the supervisor of this program, such as systemd, how the pools are: READY, STATUS, STOPPING and WATCHDOG of sd_notify(3).</summary>
/// <remarks>
/// WATCHDOG=1 follows the actors: it is said at half of WATCHDOG_USEC, but only when every actor that keeps pools has answered in its
/// own turn. One that is stuck doesn't, and the supervisor ends the program. STATUS is said at most once a second, and only after a change.
/// </remarks>
internal sealed class ServiceNotifier : IAsyncDisposable
{
    private const string AddressVariable = "NOTIFY_SOCKET";

    // The last words are worth a moment; a supervisor that doesn't listen is not worth a master that never ends.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StatusDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly string _address;
    private readonly IProgramFront _program;
    private readonly TimeProvider _time;
    private readonly TimeSpan _heartbeat;
    private readonly ITimer _statusTimer;
    private readonly ITimer? _heartbeatTimer;
    private readonly CancellationTokenRegistration _stopping;
    private Task _said = Task.CompletedTask;
    private bool _isStatusDue;

    public ServiceNotifier(string address, TimeSpan? watchdog, IProgramFront program, TimeProvider time)
    {
        _address = address;
        _program = program;
        _time = time;
        _heartbeat = watchdog / 2 ?? Timeout.InfiniteTimeSpan;
        _statusTimer = time.CreateTimer(_ => _ = SayStatusAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _heartbeatTimer = watchdog is null ? null : time.CreateTimer(_ => _ = SayHeartbeatAsync(), null, _heartbeat, _heartbeat);
        _stopping = program.Stopping.UnsafeRegister(static (self, _) => ((ServiceNotifier)self!).Say("STOPPING=1"), this);
        _ = SayReadyAsync();
    }

    /// <summary>Whether this program has a supervisor that wants to hear.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 };

    /// <summary>Speaks to the supervisor that the environment names.</summary>
    public static ServiceNotifier Start(IProgramFront program) => new(
        Environment.GetEnvironmentVariable(AddressVariable)!, WorkerNotifications.WatchdogTimeout, program, TimeProvider.System);

    /// <summary>Something happened: what the pools are doing is said again soon.</summary>
    public void Changed()
    {
        lock (_lock)
        {
            if (!_isStatusDue)
            {
                _isStatusDue = true;
                _statusTimer.Change(StatusDelay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The configuration is being read again, see Type=notify-reload in systemd.service(5). Not before READY was said.</summary>
    public void SayReloading()
    {
        if (_program.Ready.IsCompleted && !_program.Stopping.IsCancellationRequested)
        {
            // CLOCK_MONOTONIC in microseconds: the clock of the system's timestamps, in nanoseconds on Linux.
            Say(FormattableString.Invariant($"RELOADING=1\nMONOTONIC_USEC={_time.GetTimestamp() / (_time.TimestampFrequency / 1_000_000)}"));
        }
    }

    /// <summary>That is over, however it went.</summary>
    public void SayReloaded() => _ = SayReadyAsync();

    public async ValueTask DisposeAsync()
    {
        await _stopping.DisposeAsync().ConfigureAwait(false);
        await _statusTimer.DisposeAsync().ConfigureAwait(false);
        if (_heartbeatTimer is not null)
        {
            await _heartbeatTimer.DisposeAsync().ConfigureAwait(false);
        }

        await _said.WaitAsync(Patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SayReadyAsync()
    {
        await _program.Ready.ConfigureAwait(false);
        if (!_program.Stopping.IsCancellationRequested)
        {
            Say("READY=1");
        }
    }

    private async Task SayHeartbeatAsync()
    {
        using var late = new CancellationTokenSource(_heartbeat, _time);
        try
        {
            foreach (IActorRef keeper in _program.Keepers)
            {
                await keeper.Ask<ActorIdentity>(new Identify(null), late.Token).ConfigureAwait(false);
            }

            Say("WATCHDOG=1");
        }
        catch (OperationCanceledException)
        {
            // Stuck: the supervisor hears nothing, and draws its conclusion.
        }
    }

    private async Task SayStatusAsync()
    {
        lock (_lock)
        {
            _isStatusDue = false;
        }

        using var late = new CancellationTokenSource(StatusDelay, _time);
        try
        {
            var pools = new List<PoolStatus>();
            foreach (IWorkerPool pool in _program.Pools.Where(pool => !pool.Completion.IsCompleted))
            {
                pools.Add(await pool.GetStatusAsync(late.Token).ConfigureAwait(false));
            }

            Say(WorkerNotifications.StatusMessage(ServiceStatusText.Describe(pools)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException)
        {
            // Over, between two lives, or stuck. The next change brings the next line.
        }
    }

    // One after the other, so that the supervisor hears them in order.
    private void Say(string message)
    {
        lock (_lock)
        {
            _said = SayAfterAsync(_said, message);
        }
    }

    private async Task SayAfterAsync(Task before, string message)
    {
        await before.ConfigureAwait(false);
        await NotificationSocket.SendAsync(_address, message, CancellationToken.None).ConfigureAwait(false);
    }
}
