namespace Kamisama.Benchmarks;

/// <summary>From the KILL of a worker to the next one in its place.</summary>
internal sealed class RespawnMeasure : Measure
{
    public const int Workers = 17;

    private readonly Row _settled = new("Respawn of a worker older than 2 s, ms", MostRatio: 2.5, Most: 5);
    private readonly Row _young = new("Respawn of a worker just up, ms", MostRatio: 2.5, Most: 5);

    public override string Name => "respawn";

    public override IReadOnlyList<Row> Rows => [_settled, _young];

    public override void Take(Bench bench)
    {
        for (int session = 0; session < bench.Scale.RespawnSessions; session++)
        {
            using Supervisors all = bench.StartUpAll(Workers);
            Dictionary<string, IReadOnlyList<Fact>> first = all.ToDictionary(each => each.Name, each => each.Supervisor.UpsSince(0));
            Settle(2.5);
            for (int i = 0; i < Workers; i++)
            {
                foreach ((string name, Supervisor supervisor) in all)
                {
                    Fact next = Kill(supervisor, first[name][i].Pid, _settled.Of(name));
                    _ = Kill(supervisor, next.Pid, _young.Of(name));
                    Settle(0.02);
                }
            }
        }
    }

    private static Fact Kill(Supervisor supervisor, int worker, Samples samples)
    {
        int before = supervisor.Ups;
        long killed = System.Diagnostics.Stopwatch.GetTimestamp();
        Native.Signal(worker, Native.SigKill);
        supervisor.WaitForUps(before + 1);
        Fact next = supervisor.UpsSince(before)[0];
        samples.Add(Milliseconds(killed, next.Timestamp));
        return next;
    }
}
