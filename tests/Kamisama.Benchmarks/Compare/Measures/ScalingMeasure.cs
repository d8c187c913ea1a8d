namespace Kamisama.Benchmarks;

/// <summary>From TTIN to one worker more, and from TTOU to TERM at the oldest.</summary>
internal sealed class ScalingMeasure : Measure
{
    private const int Workers = 5;

    private readonly Row _more = new("TTIN to the new worker up, ms");
    private readonly Row _fewer = new("TTOU to TERM at the oldest worker, ms");

    public override string Name => "scaling";

    public override IReadOnlyList<Row> Rows => [_more, _fewer];

    public override void Take(Bench bench)
    {
        using Supervisors all = bench.StartUpAll(Workers);
        Settle(1);
        for (int step = 0; step < bench.Scale.ScalingSteps; step++)
        {
            foreach ((string name, Supervisor supervisor) in all)
            {
                int ups = supervisor.Ups;
                long signalled = supervisor.Signal(Native.SigTtin);
                supervisor.WaitForUps(ups + 1);
                _more.Of(name).Add(Milliseconds(signalled, supervisor.UpsSince(ups)[0].Timestamp));
                Settle(0.05);

                signalled = supervisor.Signal(Native.SigTtou);
                supervisor.WaitForTerminations(step + 1);
                _fewer.Of(name).Add(Milliseconds(signalled, supervisor.TerminationsSince(step)[0].Timestamp));
                Settle(0.05);
            }
        }
    }
}
