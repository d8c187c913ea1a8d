using System.Diagnostics;
using System.Globalization;

namespace Kamisama.Benchmarks;

/// <summary>A supervisor with its workers, from its start until none of them is left.</summary>
internal sealed class Supervisor : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly List<Supervisor> Alive = [];

    private readonly Process _process;
    private readonly FactReader _facts;
    private readonly string _log;

    private Supervisor(Process process, FactReader facts, string log) => (_process, _facts, _log) = (process, facts, log);

    public int Pid => _process.Id;

    /// <summary>How many workers have come up so far.</summary>
    public int Ups => _facts.Count(FactKind.WorkerUp);

    /// <summary>Starts a contender and returns at once.</summary>
    public static Supervisor Start(Workshop workshop, Contender contender, int workers)
    {
        string fifo = workshop.NewPath("facts"), log = workshop.NewPath("log");
        var facts = new FactReader(fifo);
        string[] command =
        [
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture), fifo, log,
            .. contender.Arguments(workers), workshop.Worker, fifo,
        ];
        var start = new ProcessStartInfo(workshop.Starter, command);
        foreach ((string name, string value) in contender.Environment)
        {
            start.Environment[name] = value;
        }

        lock (Alive)
        {
            var supervisor = new Supervisor(Process.Start(start)!, facts, log);
            Alive.Add(supervisor);
            return supervisor;
        }
    }

    /// <summary>Starts a contender and waits until all its workers are up.</summary>
    public static Supervisor StartUp(Workshop workshop, Contender contender, int workers)
    {
        Supervisor supervisor = Start(workshop, contender, workers);
        try
        {
            supervisor.WaitForUps(workers);
            return supervisor;
        }
        catch
        {
            supervisor.Dispose();
            throw;
        }
    }

    /// <summary>For an interrupt: nothing that was started here runs on.</summary>
    public static void KillAll()
    {
        lock (Alive)
        {
            Alive.ForEach(supervisor => supervisor.Signal(Native.SigKill));
        }
    }

    public long ExecutedAt => _facts.Since(FactKind.SupervisorExecuted, 0)[0].Timestamp;

    public IReadOnlyList<Fact> UpsSince(int first) => _facts.Since(FactKind.WorkerUp, first);

    public IReadOnlyList<Fact> TerminationsSince(int first) => _facts.Since(FactKind.WorkerTerminated, first);

    public void WaitForUps(int count) => Wait(FactKind.WorkerUp, count);

    public void WaitForTerminations(int count) => Wait(FactKind.WorkerTerminated, count);

    /// <summary>Sends a signal to the supervisor, as long as it is ours to signal.</summary>
    /// <returns>The time just before.</returns>
    public long Signal(int signal)
    {
        long now = Stopwatch.GetTimestamp();
        if (!_process.HasExited)
        {
            Native.Signal(Pid, signal);
        }

        return now;
    }

    /// <summary>Waits for the end of the supervisor.</summary>
    /// <returns>The time of it.</returns>
    public long WaitForExit()
    {
        if (!_process.WaitForExit(Patience))
        {
            throw new TimeoutException($"the supervisor did not end in {Patience.TotalSeconds:0} s{LogTail()}");
        }

        return Stopwatch.GetTimestamp();
    }

    public void Dispose()
    {
        Signal(Native.SigTerm);
        if (!_process.WaitForExit(TimeSpan.FromSeconds(15)))
        {
            Signal(Native.SigKill);
            _process.WaitForExit();
        }

        lock (Alive)
        {
            Alive.Remove(this);
        }

        _process.Dispose();
        _facts.Dispose();
        File.Delete(_log);
    }

    private void Wait(FactKind kind, int count)
    {
        try
        {
            _facts.WaitFor(kind, count, Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException(exception.Message + LogTail());
        }
    }

    private string LogTail() => File.Exists(_log) && File.ReadAllText(_log).Trim() is { Length: > 0 } text ? $"; it said: {text[^Math.Min(text.Length, 500)..]}" : "";
}
