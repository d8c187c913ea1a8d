namespace Kamisama.Model.Tests;

/// <summary>The real actors on simulated processes and the model, side by side: after each command both are in the same state.</summary>
internal sealed class Machine : IDisposable
{
    private const int SigCont = 18;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private readonly PoolSimulation _pool;
    private readonly ReferenceModel _model;
    private readonly Dictionary<int, Life> _next = [];
    private readonly Dictionary<int, IActorRef> _workers = [];
    private int _eventsSeen;

    public Machine(WorkerPoolOptions options)
    {
        Dictionary<int, IActorRef> workers = _workers;
        _pool = new PoolSimulation(options, ScriptOf, 1, state => Props.Create(() => new BuggyMaster(state, workers)));
        _model = new ReferenceModel(options);
        _pool.Settle();
        _model.Start();
    }

    /// <summary>Whether the pool is over.</summary>
    public bool IsOver => _model.Over is not null;

    private bool IsDone => IsOver || _model.IsUndecided;

    /// <summary>What both look like, after <see cref="Run"/> has found them equal.</summary>
    public string Projection { get; private set; } = "";

    /// <summary>Runs all commands, then lets the faults end, stops the pool and looks whether anybody is left.</summary>
    /// <returns>What went wrong; <see langword="null"/>: nothing.</returns>
    public static string? Run(Schedule schedule)
    {
        string at = "at the start";
        try
        {
            using var machine = new Machine(schedule.Options);
            string? wrong = machine.Compare();
            for (int i = 0; i < schedule.Commands.Count && wrong is null && !machine.IsDone; i++)
            {
                at = $"after command {i + 1}, {schedule.Commands[i]}";
                machine.Do(schedule.Commands[i]);
                wrong = machine.Compare();
            }

            if (wrong is null)
            {
                at = "at the end";
                wrong = machine.End();
            }

            return wrong is null ? null : $"{at}: {wrong}\n{machine._pool.Events.Timeline(25)}";
        }
        catch (SimulationException broken)
        {
            return $"{at}: {broken.Message}";
        }
    }

    public void Do(Command command)
    {
        switch (command)
        {
            case Command.Advance(var time):
                _pool.RunFor(time);
                _model.Time.Advance(time);
                break;
            case Command.Next(var index, var life):
                _next[index] = life;
                _model.SetNext(index, life);
                break;
            case Command.Signal(var signal):
                _pool.Signal(signal);
                Signalled(signal);
                break;
            case Command.Bug(var index):
                IActorRef? actor = index == 0 ? _pool.Master : _workers.GetValueOrDefault(index);
                actor?.Tell(new ThrowNow(), ActorRefs.NoSender);
                _pool.Settle();
                _model.Fault(index);
                break;
            case Command.Duplicate(var index):
                Duplicate(index);
                break;
            default:
                Request(command);
                break;
        }

        _pool.Settle();
        _model.Time.Advance(TimeSpan.Zero);
    }

    /// <returns>How the pool differs from the model; <see langword="null"/>: not at all.</returns>
    public string? Compare()
    {
        string real = Real(), expected = Expected();
        Projection = $"{real}\n{_model.Time.Waits}";
        return real == expected || _model.IsUndecided ? null : $"the pool and the model differ\n--- pool\n{real}\n--- model\n{expected}\n---";
    }

    public void Dispose() => _pool.Dispose();

    private void Request(Command command)
    {
        switch (command)
        {
            case Command.Scale(var instances):
                _pool.ScaleTo(instances);
                _model.ScaleTo(_ => instances);
                break;
            case Command.Add(var count):
                _pool.AddWorkers(count);
                _model.ScaleTo(wanted => wanted + count);
                break;
            case Command.Retire(var count):
                _pool.RetireWorkers(count);
                _model.ScaleTo(wanted => wanted - count);
                break;
            case Command.StartNow:
                _pool.Master.Tell(new MasterMessage.StartNow(null), ActorRefs.NoSender);
                _model.StartNow();
                break;
            case Command.RollingRestart:
                _pool.Master.Tell(new MasterMessage.RestartWorkers(), ActorRefs.NoSender);
                _model.RollingRestart();
                break;
            case Command.Stop(var mode):
                _pool.Stop(mode);
                _model.Stop(mode, null);
                break;
            default:
                ToProcess(command);
                break;
        }
    }

    private void ToProcess(Command command)
    {
        SimulatedProcess? Alive(int index) => _pool.Host.Alive.LastOrDefault(process => process.Worker.Index == index);
        switch (command)
        {
            case Command.Exit(var index, var how):
                End(Alive(index), how);
                _model.Time.Do(() => _model.ProcessAt(index)?.End(how));
                break;
            case Command.SayReady(var index):
                Alive(index)?.SayReady();
                _model.Time.Do(() => _model.ProcessAt(index)?.SayReady());
                break;
            case Command.StopHeartbeats(var index):
                Alive(index)?.StopHeartbeats();
                if (_model.ProcessAt(index) is { } silent) silent.Silent ??= _model.Time.Now;
                break;
            case Command.Memory(var index, var bytes):
                Alive(index)?.SetMemory(bytes);
                if (_model.ProcessAt(index) is { } grown) grown.Memory = bytes;
                break;
            case Command.FinishStart(var index):
                Alive(index)?.FinishStart();
                _model.Time.Do(() => _model.ProcessAt(index)?.FinishStart());
                break;
            case Command.TellExit(var index):
                _pool.Host.Processes.LastOrDefault(process => process.Worker.Index == index && !process.IsAlive)?.TellExit();
                _model.TellExit(index);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{command}");
        }
    }

    private static void End(SimulatedProcess? process, ProcessExit how)
    {
        if (how is ProcessExit.Code code)
        {
            process?.ExitWith(code.ExitCode);
        }
        else if (how is ProcessExit.Signalled signalled)
        {
            process?.DieOf(signalled.Signal, signalled.CoreDumped, signalled.OutOfMemory);
        }
    }

    private void Signalled(int signal)
    {
        const int hup = 1, interrupt = 2, quit = 3, term = 15, ttin = 21, ttou = 22;
        switch (signal)
        {
            case hup:
                _model.RollingRestart();
                break;
            case ttin or ttou:
                _model.ScaleTo(wanted => signal == ttin ? wanted + 1 : wanted - 1);
                break;
            case term or interrupt:
                _model.Stop(StopMode.Graceful, signal);
                break;
            case quit:
                _model.Stop(StopMode.Drain, signal);
                break;
        }
    }

    // What was said once is said again; the model knows nothing of it, because it must change nothing.
    private void Duplicate(int index)
    {
        if (!_workers.TryGetValue(index, out IActorRef? worker))
        {
            return;
        }

        foreach (SimulatedProcess process in _pool.Host.Processes.Where(process => process.Worker.Index == index).TakeLast(2))
        {
            if (process.Started.IsCompletedSuccessfully)
            {
                worker.Tell(new WorkerMessage.ProcessStarted(process, process.Started.Result), ActorRefs.NoSender);
            }

            if (process.Exited.IsCompleted)
            {
                worker.Tell(new WorkerMessage.ProcessExited(process, process.Exited.Result), ActorRefs.NoSender);
                worker.Tell(new WorkerMessage.SaidReady(process), ActorRefs.NoSender);
            }
        }
    }

    // The faults end: all notices arrive, nobody hangs any more; then the pool is stopped, whatever state it is in.
    private string? End()
    {
        if (_model.IsUndecided)
        {
            return null;
        }

        for (int index = 1; index <= 12 && !IsDone; index++)
        {
            Do(new Command.TellExit(index));
            Do(new Command.FinishStart(index));
            Do(new Command.SayReady(index));
        }

        string? wrong = Compare();
        if (wrong is null && !IsDone)
        {
            Do(new Command.Advance(Long));
            wrong = Compare() ?? Converged();
        }

        if (wrong is null && !IsDone)
        {
            Do(new Command.Stop(StopMode.Immediate));
            Do(new Command.Advance(TimeSpan.FromSeconds(6)));
            wrong = Compare() ?? (IsDone ? null : "the pool is not over after KILL and the kill delay (I6)");
        }

        return wrong;
    }

    // I4: as many workers run as are wanted, or the pool said why not. A worker that ignores the stop signal of a pool that never kills is let be.
    private string? Converged() =>
        IsDone || _model.IsStopping || _model.Places.All(place => place.State is WorkerState.Running or WorkerState.Stopping or WorkerState.Restarting or WorkerState.Starting)
            ? null
            : "a worker still waits for its start long after the last fault (I4)";

    private ProcessScript ScriptOf(SimulatedStart start)
    {
        Life life = _next.Remove(start.Index, out Life? next) ? next : Life.Ordinary;
        return life.Script();
    }

    private string Real()
    {
        var told = new List<string>();
        IReadOnlyList<RecordedEvent> events = _pool.Events.Kept;
        for (; _eventsSeen < events.Count; _eventsSeen++)
        {
            if (Line(events[_eventsSeen].Event) is { } line)
            {
                told.Add($"{events[_eventsSeen].At} {line}");
            }
        }

        PoolStatus? status = _pool.Outcome is null ? _pool.Status : null;
        IEnumerable<string> workers = status is null ? [] : status.Workers.Select(worker => $"{worker.Worker.Index}#{worker.Worker.Incarnation} {worker.State} {worker.StartsIn}");
        IEnumerable<string> alive = _pool.Host.Alive.Select(process =>
            $"{process.Worker.Index}#{process.Worker.Incarnation}[{string.Join(' ', process.Signals.Where(signal => signal != SigCont))}]").Order(StringComparer.Ordinal);
        string head = _pool.Outcome is { } outcome ? Short(outcome) : $"{status!.Instances} wanted, stopping {status.IsStopping}, {status.RespawnsInInterval} respawns";
        return Text(head, workers, alive, told);
    }

    private string Expected()
    {
        IEnumerable<string> workers = _model.Over is not null ? [] : _model.Places.Select(place =>
            $"{place.Index}#{place.Incarnation} {place.State} {(place.State == WorkerState.BackingOff ? place.StartsAt - _model.Time.Now : null)}");
        IEnumerable<string> alive = _model.Alive.Select(process => $"{process.Index}#{process.Incarnation}[{string.Join(' ', process.Signals)}]").Order(StringComparer.Ordinal);
        string text = Text(_model.Over ?? $"{_model.Wanted} wanted, stopping {_model.IsStopping}, {_model.Respawns} respawns", workers, alive, _model.Told);
        _model.Told.Clear();
        return text;
    }

    private static string Text(string head, IEnumerable<string> workers, IEnumerable<string> alive, IEnumerable<string> told) =>
        $"{head}\n{string.Join('\n', workers)}\nalive {string.Join(", ", alive)}\n{string.Join('\n', told.Order(StringComparer.Ordinal))}";

    private static string Short(PoolOutcome outcome) => outcome is PoolOutcome.RespawnLimitBreached ? "gave up" : outcome.ToString()!;

    private static string? Line(SupervisionEvent happened) => happened switch
    {
        SupervisionEvent.WorkerExited { Report: var r } =>
            $"{r.Worker.Index}#{r.Worker.Incarnation} {r.Decision} {r.Class} {r.Cause} {r.Delay} {r.RespawnsInInterval}",
        SupervisionEvent.RollingRestartStarted started => $"rolling restart of {started.Workers}",
        SupervisionEvent.RollingRestartEnded { Result: var r } =>
            $"rolling restart ended: {r.Replaced} of {r.Workers}{(r.Aborted is null ? "" : ", aborted")}",
        _ => null,
    };
}
