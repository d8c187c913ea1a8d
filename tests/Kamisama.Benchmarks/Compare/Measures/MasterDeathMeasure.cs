namespace Kamisama.Benchmarks;

/// <summary>From the KILL of the supervisor to TERM at each of its workers.</summary>
internal sealed class MasterDeathMeasure : Measure
{
    private const int Workers = 100;

    private readonly Row _last = new($"KILL of the supervisor to TERM at the last of {Workers} workers, ms");

    public override string Name => "master death";

    public override IReadOnlyList<Row> Rows => [_last];

    public override void Take(Bench bench)
    {
        for (int i = 0; i < bench.Scale.MasterDeaths; i++)
        {
            foreach (Contender contender in bench.Contenders)
            {
                using Supervisor supervisor = Supervisor.StartUp(bench.Workshop, contender, Workers);
                Settle(0.3);
                long killed = supervisor.Signal(Native.SigKill);
                supervisor.WaitForTerminations(Workers);
                _last.Of(contender.Name).Add(Milliseconds(killed, supervisor.TerminationsSince(0).Max(fact => fact.Timestamp)));
            }
        }
    }
}
