namespace Kamisama.TestKit;

/// <summary>What every pool keeps at every moment, whatever its policy and whatever happens to its processes.</summary>
/// <remarks>
/// Seen from outside, by the processes and the events, except for what the pool has decided: that would be known too late.
/// The first rule that is broken is kept until the moment is over, since an exception in the middle of an actor's turn would be
/// taken for a fault of its code.
/// </remarks>
internal sealed class PoolInvariants(MasterState state, SimulatedProcessHost host)
{
    private readonly Dictionary<int, SimulatedProcess> _alive = [];

    // With the pid: a worker that takes the index of one that is gone begins with incarnation 0 again.
    private readonly Dictionary<(WorkerId Worker, int Pid), SimulatedProcess> _unreported = [];
    private readonly HashSet<SimulatedProcess> _leftBehind = [];

    // It may even be dead, and only the notice of it be lost.
    private readonly HashSet<(WorkerId Worker, int? Pid)> _givenUp = [];

    /// <summary>The first rule that was broken.</summary>
    public string? Broken { get; private set; }

    private bool IsOver { get; set; }

    private bool NobodyWaits => state.Settings.Options.GracePeriod == TimeSpan.Zero;

    public void Started(SimulatedProcess process)
    {
        if (state.Pool.IsStopping)
        {
            Break($"{process} was started after the decision to stop");
        }

        if (_alive.TryGetValue(process.Worker.Index, out SimulatedProcess? other))
        {
            Break($"{process} was started while {other} of the same worker was alive");
        }

        _alive[process.Worker.Index] = process;
    }

    public void Ended(SimulatedProcess process)
    {
        _leftBehind.Remove(process);
        if (ReferenceEquals(_alive.GetValueOrDefault(process.Worker.Index), process))
        {
            _alive.Remove(process.Worker.Index);
        }
    }

    public void ExitTold(SimulatedProcess process)
    {
        if (process.HasRun && !_givenUp.Contains((process.Worker, process.Pid)))
        {
            _unreported[(process.Worker, process.Pid)] = process;
        }
    }

    public void Told(SupervisionEvent supervisionEvent)
    {
        switch (supervisionEvent)
        {
            case SupervisionEvent.WorkerExited { Report: { Pid: { } pid, Worker: var worker } }:
                Reported(worker, pid);
                break;
            case SupervisionEvent.WorkerUnkillable unkillable:
                _givenUp.Add((unkillable.Worker, unkillable.Pid));
                if (_alive.Remove(unkillable.Worker.Index, out SimulatedProcess? process))
                {
                    _leftBehind.Add(process);
                }

                break;
            case SupervisionEvent.PoolStopped:
                IsOver = true;
                break;
        }
    }

    /// <summary>At the end of each moment, when nothing is left to do in it.</summary>
    public void Check()
    {
        foreach (SimulatedProcess process in _unreported.Values)
        {
            if (process.IsGone)
            {
                Break($"{process} {process.Exit}, and no WorkerExited told of it");
            }
        }

        int alive = host.AliveCount - _leftBehind.Count;
        if (alive > state.Pool.Slots.Count && !(IsOver && NobodyWaits))
        {
            Break($"{alive} processes are alive, but the pool has {state.Pool.Slots.Count} places, those that are being stopped included");
        }

        if (IsOver && alive > 0 && !NobodyWaits)
        {
            Break($"the pool is over, and {string.Join(", ", host.Alive.Except(_leftBehind))} lives on");
        }
    }

    private void Reported(WorkerId worker, int pid)
    {
        if (!_unreported.Remove((worker, pid)) && !_givenUp.Contains((worker, pid)))
        {
            Break($"WorkerExited tells of {worker} (pid {pid}), incarnation {worker.Incarnation}, which has not ended or was reported before");
        }
    }

    private void Break(string rule) => Broken ??= rule;
}
