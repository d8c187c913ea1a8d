using Kamisama.Actors;
using Kamisama.Processes;
using Kamisama.TestKit;

namespace PolicyTests;

public class CrashTests
{
    private static readonly ProcessExit Crash = new ProcessExit.Signalled(11, CoreDumped: true);

    [Fact]
    public void A_week_in_which_each_worker_crashes_every_two_hours_is_survived()
    {
        using var simulation = new PoolSimulation(
            Crunchers.Options, start => new ProcessScript { RunFor = Chance(start, TimeSpan.FromHours(2)), Exit = Crash });

        simulation.RunFor(TimeSpan.FromDays(7));

        Assert.Null(simulation.Outcome);
        Assert.InRange(simulation.Events.Count<SupervisionEvent.WorkerExited>(), 1_500, 1_900);
        Assert.True(simulation.Host.AliveCount >= 18);
    }

    [Fact]
    public void When_the_database_is_gone_for_five_minutes_all_workers_are_back_a_minute_after()
    {
        TimeSpan gone = TimeSpan.FromHours(12);
        TimeSpan back = gone + TimeSpan.FromMinutes(5);
        using var simulation = new PoolSimulation(Crunchers.Options, start =>
            start.At >= gone && start.At < back ? new ProcessScript { RunFor = TimeSpan.FromSeconds(1), Exit = new ProcessExit.Code(1) }
            : start.At < gone ? new ProcessScript { RunFor = gone - start.At, Exit = new ProcessExit.Code(1) }
            : new ProcessScript());

        simulation.RunFor(back + TimeSpan.FromMinutes(1.1));

        Assert.Equal(20, simulation.Host.AliveCount);
        Assert.InRange(simulation.Events.Count<SupervisionEvent.WorkerExited>(), 20 * 6, 20 * 15);
    }

    [Fact]
    public void A_program_that_cannot_work_at_all_is_given_up()
    {
        using var simulation = new PoolSimulation(
            Crunchers.Options, _ => new ProcessScript { RunFor = TimeSpan.FromSeconds(1), Exit = new ProcessExit.Code(1) });

        PoolOutcome outcome = simulation.RunUntilOver(TimeSpan.FromHours(1));

        Assert.IsType<PoolOutcome.RespawnLimitBreached>(outcome);
        Assert.Equal(1, outcome.ExitCode);
    }

    // Exponential: most lives are short, some are long.
    private static TimeSpan Chance(SimulatedStart start, TimeSpan mean) => mean * -Math.Log(1 - start.Random.NextDouble());
}
