namespace Kamisama.Benchmarks;

/// <summary>What a supervisor does while nothing happens.</summary>
internal sealed class IdleMeasure : Measure
{
    private const int Workers = 100;

    // The runtime wakes it every ten seconds, in an empty program too, and offers no setting for it.
    private const string RuntimesOwn = ".NET Finalizer";

    private readonly Row _wakeUps;
    private readonly Row _ours;
    private readonly Row _cpu;

    public IdleMeasure(Scale scale)
    {
        string period = $"in {scale.Idle.TotalSeconds:0} idle s with {Workers}";
        _wakeUps = new Row($"Context switches {period}");
        _ours = new Row($"The same without the thread '{RuntimesOwn}'", Most: 0);
        _cpu = new Row($"CPU {period}, ms");
    }

    public override string Name => "idle";

    public override IReadOnlyList<Row> Rows => [_wakeUps, _ours, _cpu];

    public override void Take(Bench bench)
    {
        using Supervisors all = bench.StartUpAll(Workers);
        Thread.Sleep(bench.Scale.IdleSettle);
        List<(string Name, int Pid, Dictionary<string, (long, double)> Work)> before =
            [.. all.Select(each => (each.Name, each.Supervisor.Pid, ProcFigures.Work(each.Supervisor.Pid)))];
        Thread.Sleep(bench.Scale.Idle);
        foreach ((string name, int pid, Dictionary<string, (long, double)> work) in before)
        {
            List<(string Thread, long Switches, double Cpu)> woken = Woken(work, ProcFigures.Work(pid));
            _wakeUps.Of(name).Add(woken.Sum(each => each.Switches));
            _ours.Of(name).Add(woken.Where(each => !each.Thread.Contains(RuntimesOwn, StringComparison.Ordinal)).Sum(each => each.Switches));
            _cpu.Of(name).Add(woken.Sum(each => each.Cpu));
            if (name == Contender.KamisamaName)
            {
                _wakeUps.Note = string.Join(", ", woken.Select(each => $"{each.Thread}: {each.Switches}"));
            }
        }
    }

    private static List<(string Thread, long Switches, double Cpu)> Woken(
        Dictionary<string, (long Switches, double Cpu)> before,
        Dictionary<string, (long Switches, double Cpu)> after)
    {
        // A thread that ended was woken for it.
        var ended = before.Keys.Except(after.Keys).Select(thread => ($"{thread}, which ended", 1L, 0.0));
        var worked = after.Select(each =>
        {
            (long switches, double cpu) = before.GetValueOrDefault(each.Key);
            return (Thread: each.Key, Switches: each.Value.Switches - switches, Cpu: each.Value.Cpu - cpu);
        });
        return [.. worked.Where(each => each.Switches > 0), .. ended];
    }
}
