using Kamisama.Processes;

namespace Kamisama.TestKit;

// What it says about itself, and what is seen of it.
public sealed partial class SimulatedProcess
{
    private List<string>? _errorLines;
    private bool _isReady;
    private bool? _passesProbes;
    private bool _isSilent;
    private long? _heartbeat;
    private long? _memory;
    private string? _statusText;

    /// <inheritdoc/>
    public long? LastHeartbeat => Start.Spec.NotifySocket && ScriptedHeartbeat is { } scripted && scripted > (_heartbeat ?? long.MinValue) ? scripted : _heartbeat;

    /// <inheritdoc/>
    public string? StatusText => Start.Spec.NotifySocket && HasRun ? _statusText ?? Script.StatusText : null;

    /// <inheritdoc/>
    public IReadOnlyList<string> LastErrorLines
    {
        get
        {
            int lines = Start.Spec.StandardError switch
            {
                ProcessStdio.LastLines tail => tail.Lines,
                ProcessStdio.Captured captured => captured.LinesKept,
                _ => 0,
            };
            if (lines == 0)
            {
                return [];
            }

            lock (Gate)
            {
                IEnumerable<string> written = _errorLines ?? [];
                return [.. (IsAlive ? written : written.Concat(Script.ErrorLines)).TakeLast(lines)];
            }
        }
    }

    /// <summary>Whether it passes a probe now.</summary>
    internal bool PassesProbes => _phase == Phase.Running
        && (_passesProbes ?? (Script.ProbesPassFrom <= Uptime && (Script.ProbesPassUntil is not { } until || Uptime < until)));

    // Computed when it is asked for: a timer for each beat would be the work of a simulation of a week.
    private long? ScriptedHeartbeat
    {
        get
        {
            if (_isSilent || RanAt is not { } ran || Script.HeartbeatEvery is not { } every || every <= TimeSpan.Zero)
            {
                return null;
            }

            TimeSpan beating = Script.HeartbeatsUntil is { } until && until < Uptime ? until : Uptime;
            long beats = beating.Ticks / every.Ticks;
            return beats == 0 ? null : ran + (long)((every * beats).TotalSeconds * Time.TimestampFrequency);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long?> MeasureMemoryAsync(MemoryMeasure measure) =>
        new(_phase == Phase.Running ? _memory ?? Script.MemoryAt?.Invoke(Uptime) : null);

    /// <summary>It says READY=1, or writes a newline on its readiness descriptor. Heard only when the command asks for either.</summary>
    public void SayReady()
    {
        Announcement<bool>? waiting;
        lock (Gate)
        {
            if (_phase != Phase.Running || (!Start.Spec.NotifySocket && Start.Spec.ReadinessDescriptor is null))
            {
                return;
            }

            _isReady = true;
            waiting = _ready;
        }

        waiting?.Tell(Done);
    }

    /// <summary>It says WATCHDOG=1. Heard only when the command asks for it.</summary>
    public void Heartbeat() => _heartbeat = Start.Spec.NotifySocket && IsAlive ? Time.GetTimestamp() : _heartbeat;

    /// <summary>It hangs: the heartbeats of its script come no more.</summary>
    public void StopHeartbeats()
    {
        _heartbeat = LastHeartbeat;
        _isSilent = true;
    }

    /// <summary>It says STATUS=. Heard only when the command asks for it.</summary>
    /// <param name="text">What it says.</param>
    public void SayStatus(string text) => _statusText = text;

    /// <summary>It writes a line on standard error. Kept only when the command asks for it.</summary>
    /// <param name="line">The line.</param>
    public void WriteErrorLine(string line)
    {
        lock (Gate)
        {
            (_errorLines ??= []).Add(line);
        }
    }

    /// <summary>From now on it holds this much memory, whatever its script says.</summary>
    /// <param name="bytes">How much.</param>
    public void SetMemory(long bytes) => _memory = bytes;

    /// <summary>From now on it passes probes or not, whatever its script says.</summary>
    /// <param name="pass">Whether it does.</param>
    public void PassProbes(bool pass) => _passesProbes = pass;
}
