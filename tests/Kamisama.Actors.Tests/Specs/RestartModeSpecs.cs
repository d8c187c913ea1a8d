using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Actors.Tests.Specs;

public class RestartModeSpecs
{
    private static readonly WorkerPoolOptions OnFailure = new() { Instances = 2, Restart = RestartMode.OnFailure };

    [Fact]
    public async Task Worker_that_succeeds_is_over_and_gives_up_its_slot_while_others_go_on()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(OnFailure);
        pool.Host.At(1).Exit(0);
        Assert.Equal(RespawnDecision.Finish, (await pool.Events.ExpectAsync<WorkerExited>()).Report.Decision);
        await pool.UntilGoneAsync(1);

        pool.Host.At(2).Exit(1);
        await pool.Events.ExpectAsync<WorkerStarted>();
        PoolStatus status = await pool.Pool.GetStatusAsync();
        Assert.Equal(1, status.Instances);
        Assert.Equal([2], status.Workers.Select(worker => worker.Worker.Index));
    }

    [Fact]
    public async Task Pool_whose_workers_have_all_succeeded_is_over_with_exit_code_0()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(OnFailure);
        pool.Host.At(1).Exit(0);
        pool.Host.At(2).Exit(0);
        PoolOutcome outcome = await pool.Pool.Completion.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((new PoolOutcome.Finished(0), 0), (outcome, outcome.ExitCode));
    }

    [Fact]
    public async Task Pool_that_restarts_nothing_is_over_with_exit_code_4_when_a_worker_failed()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(OnFailure with { Restart = RestartMode.Never });
        pool.Host.At(1).Exit(0);
        pool.Host.At(2).Exit(3);
        PoolOutcome outcome = await pool.Pool.Completion.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((new PoolOutcome.Finished(1), 4), (outcome, outcome.ExitCode));
        Assert.Equal(2, pool.Host.All.Count);
    }

    [Fact]
    public async Task Worker_with_an_exit_code_that_says_so_is_not_restarted()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions { Instances = 2, NoRestartExitCodes = [125] });
        pool.Host.At(1).Exit(125);
        WorkerExitReport report = (await pool.Events.ExpectAsync<WorkerExited>()).Report;
        Assert.Equal((RespawnDecision.Finish, ExitClass.Failed), (report.Decision, report.Class));
    }

    [Fact]
    public async Task Other_success_codes_count_as_success()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(OnFailure with { SuccessExitCodes = [0, 99] });
        pool.Host.At(1).Exit(99);
        Assert.Equal(ExitClass.Clean, (await pool.Events.ExpectAsync<WorkerExited>()).Report.Class);
    }

    [Fact]
    public async Task Worker_added_after_another_has_finished_takes_its_index()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(OnFailure);
        pool.Host.At(1).Exit(0);
        await pool.Events.ExpectAsync<WorkerExited>();
        await pool.UntilGoneAsync(1);
        Assert.Equal(2, await pool.Pool.AddWorkersAsync());
        Assert.Equal(new WorkerId(1, 0), (await pool.Events.ExpectAsync<WorkerStarted>()).Worker);
    }

    [Fact]
    public async Task Limit_for_each_worker_is_breached_by_one_worker_alone()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions
        {
            Instances = 2,
            RespawnLimit = 1,
            RespawnScope = RespawnScope.Worker,
        });
        foreach ((int index, RespawnDecision expected) in new[]
        {
            (1, RespawnDecision.Respawn), (2, RespawnDecision.Respawn), (1, RespawnDecision.GiveUp),
        })
        {
            pool.Host.At(index).Exit(1);
            Assert.Equal(expected, (await pool.Events.ExpectAsync<WorkerExited>()).Report.Decision);
            if (expected == RespawnDecision.Respawn)
            {
                await pool.Events.ExpectAsync<WorkerStarted>();
            }
        }

        Assert.Equal(1, (await pool.Pool.Completion.WaitAsync(TimeSpan.FromSeconds(20))).ExitCode);
    }

    [Fact]
    public async Task First_start_that_fails_is_tried_again_when_a_rule_says_so()
    {
        int failures = 2;
        var options = new WorkerPoolOptions
        {
            Instances = 1,
            ExitRules = new Dictionary<ExitClass, ExitRule>
            {
                [ExitClass.CouldNotStart] = new() { Backoff = new RespawnBackoff(), Budget = RespawnBudget.Unlimited },
            },
        };
        await using var pool = new PoolFixture(options, host => host.StartError = _ =>
            failures-- > 0 ? new ProcessStartError(ProcessStartStage.Execute, 2, "/no/such") : null);
        foreach (int seconds in (int[])[1, 2])
        {
            WorkerExitReport report = (await pool.Events.ExpectAsync<WorkerExited>()).Report;
            Assert.Equal((ExitClass.CouldNotStart, TimeSpan.FromSeconds(seconds)), (report.Class, report.Delay));
            await pool.UntilSettledAsync(1);
            pool.Advance(report.Delay);
        }

        Assert.Equal(new WorkerId(1, 2), (await pool.Events.ExpectAsync<WorkerStarted>()).Worker);
    }

    [Fact]
    public async Task Staggered_workers_are_started_one_after_the_other()
    {
        await using var pool = new PoolFixture(new WorkerPoolOptions { Instances = 3, StartStagger = TimeSpan.FromSeconds(2) });
        for (int index = 1; index <= 3; index++)
        {
            Assert.Equal(index, (await pool.Events.ExpectAsync<WorkerStarted>()).Worker.Index);
            PoolStatus status = await pool.Pool.GetStatusAsync();
            Assert.Equal(3 - index, status.Workers.Count(worker => worker.State == WorkerState.Waiting));
            await pool.UntilSettledAsync([.. Enumerable.Range(index + 1, 3 - index)]);
            pool.Advance(TimeSpan.FromSeconds(2));
        }
    }
}
