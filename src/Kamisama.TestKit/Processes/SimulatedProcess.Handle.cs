using Kamisama.Processes;

namespace Kamisama.TestKit;

// What its master sees and does.
public sealed partial class SimulatedProcess
{
    private const int SigKill = 9;
    private const int LastSignal = 64;
    private static readonly Task<bool> Done = Task.FromResult(true);

    private readonly Announcement<ProcessIdentity> _started;
    private readonly Announcement<ProcessExit> _exited;
    private Announcement<bool>? _groupGone;
    private Announcement<bool>? _ready;
    private List<int>? _signals;

    /// <inheritdoc/>
    public Task<ProcessIdentity> Started => _started.Task;

    /// <inheritdoc/>
    public Task<ProcessExit> Exited => _exited.Task;

    /// <summary>The signals that reached it while it was alive, in their order; without 0.</summary>
    public IReadOnlyList<int> Signals
    {
        get
        {
            lock (Gate)
            {
                return _signals is null ? [] : [.. _signals];
            }
        }
    }

    /// <inheritdoc/>
    public Task Ready
    {
        get
        {
            lock (Gate)
            {
                return _isReady ? Task.CompletedTask : (_ready ??= new Announcement<bool>(Gate)).Task;
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Signals that stop a process (STOP, TSTP, TTIN, TTOU) are noted and have no effect.</remarks>
    public SignalOutcome Signal(int signal, SignalTarget target = SignalTarget.Process)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, LastSignal);
        SignalOutcome outcome;
        lock (Gate)
        {
            bool toChildren = target == SignalTarget.Group && _hasChildren && _phase != Phase.Gone;
            outcome = _phase < Phase.Told || toChildren ? SignalOutcome.Sent : SignalOutcome.Gone;
            if (signal != 0 && IsAlive)
            {
                (_signals ??= []).Add(signal);
            }
        }

        if (outcome == SignalOutcome.Sent && IsDeadly(signal))
        {
            if (target == SignalTarget.Group && (signal == SigKill || !Script.IgnoredSignals.Contains(signal)))
            {
                EndChildren();
            }

            Obey(signal);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public Task WhenGroupGoneAsync()
    {
        lock (Gate)
        {
            return _phase == Phase.Gone ? Task.CompletedTask : (_groupGone ??= new Announcement<bool>(Gate)).Task;
        }
    }

    private static bool IsDeadly(int signal)
    {
        const int sigChld = 17, sigCont = 18, sigStop = 19, sigTstp = 20, sigTtin = 21, sigTtou = 22, sigUrg = 23, sigWinch = 28;
        return signal is not (0 or sigChld or sigCont or sigStop or sigTstp or sigTtin or sigTtou or sigUrg or sigWinch);
    }

    private void Obey(int signal)
    {
        if (signal == SigKill)
        {
            After(Script.KillTakes, static self => self.End(new ProcessExit.Signalled(SigKill, false)));
        }
        else if (_phase == Phase.Starting)
        {
            // Its program has not had the time to ignore or to handle anything.
            End(new ProcessExit.Signalled(signal, false));
        }
        else if (IsAlive && !_isStopping && !Script.IgnoredSignals.Contains(signal))
        {
            _isStopping = true;
            After(Script.StopTakes, self => self.End(self.Script.ExitWhenStopped ?? new ProcessExit.Signalled(signal, false)));
        }
    }

    private void CouldNotStart(ProcessStartError error)
    {
        _phase = Phase.Gone;
        var exit = new ProcessExit.NotStarted(error);
        _exit = exit;
        _started.Tell(Task.FromException<ProcessIdentity>(new ProcessStartException(error)));
        _exited.Tell(Task.FromResult<ProcessExit>(exit));
        _groupGone?.Tell(Done);
    }

    // A pid with the number of the start, since the clock of a simulation may stand still between two.
    private void TellStarted() => _started.Tell(Task.FromResult(new ProcessIdentity(Pid, Start.Number)));
}
