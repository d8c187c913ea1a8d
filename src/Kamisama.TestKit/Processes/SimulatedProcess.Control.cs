using Kamisama.Processes;

namespace Kamisama.TestKit;

// What a test does to it, whatever its script says. Nothing here has an effect on a process that has ended.
public sealed partial class SimulatedProcess
{
    /// <summary>It exits now.</summary>
    /// <param name="code">0 to 255.</param>
    public void ExitWith(int code) => End(new ProcessExit.Code(code));

    /// <summary>It dies of a signal now, as if it had crashed or a stranger had sent it; what it ignores does not matter.</summary>
    /// <param name="signal">1 to 64, see signal(7).</param>
    /// <param name="coreDumped">Whether a core is dumped.</param>
    /// <param name="outOfMemory">Whether the kernel killed it because memory was short.</param>
    public void DieOf(int signal, bool coreDumped = false, bool outOfMemory = false) =>
        End(new ProcessExit.Signalled(signal, coreDumped) { OutOfMemory = outOfMemory });

    /// <summary>The start that takes its time, or hangs, succeeds now.</summary>
    public void FinishStart()
    {
        lock (Gate)
        {
            if (_phase != Phase.Starting)
            {
                return;
            }

            _phase = Phase.Running;
            RanAt = Time.GetTimestamp();
            ForgetTimers();
        }

        Run();
    }

    /// <summary>The start that takes its time, or hangs, fails now.</summary>
    /// <param name="error">Why.</param>
    public void FailStart(ProcessStartError error)
    {
        lock (Gate)
        {
            if (_phase != Phase.Starting)
            {
                return;
            }

            _phase = Phase.Ended;
            ForgetTimers();
        }

        _host.NoteEnd(this);
        _host.FreePid(this);
        CouldNotStart(error);
    }

    /// <summary>Its master is told now that it has ended, when <see cref="ProcessScript.ExitToldAfter"/> keeps that back.</summary>
    public void TellExit()
    {
        lock (Gate)
        {
            if (_phase != Phase.Ended)
            {
                return;
            }

            _phase = Phase.Told;
        }

        _host.OnExitTold?.Invoke(this);
        _exited.Tell(Task.FromResult(_exit!));
        LeaveIfGone();
    }
}
