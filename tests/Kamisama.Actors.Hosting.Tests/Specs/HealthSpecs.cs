using Kamisama.Actors.Hosting.Tests.Harness;
using Kamisama.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Kamisama.Actors.Hosting.Tests.Specs;

public class HealthSpecs
{
    [Fact]
    public async Task Pool_that_has_not_been_started_is_unhealthy()
    {
        await using PoolHost host = Host(PoolHost.Options);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(host));
    }

    [Fact]
    public async Task Pool_whose_workers_all_run_is_healthy()
    {
        await using PoolHost host = await RunningAsync(PoolHost.Options);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(host));
    }

    [Fact]
    public async Task Pool_that_misses_a_worker_is_degraded()
    {
        await using PoolHost host = await RunningAsync(PoolHost.Options);
        host.Processes.StartError = _ => new ProcessStartError(ProcessStartStage.Spawn, 11, "");
        await host.Pool().AddWorkersAsync();
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(host));
    }

    [Fact]
    public async Task Pool_whose_next_death_is_the_breach_is_degraded()
    {
        await using PoolHost host = await RunningAsync(PoolHost.Options with { RespawnLimit = 1 });
        host.Processes.At(1).Exit(1);
        await host.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        HealthReportEntry entry = await EntryAsync(host);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("the next death ends the pool", entry.Description, StringComparison.Ordinal);
        Assert.Equal((3, 3, 1), (entry.Data["instances"], entry.Data["running"], entry.Data["respawnsInInterval"]));
    }

    [Fact]
    public async Task Pool_that_is_over_is_unhealthy()
    {
        await using PoolHost host = await RunningAsync(PoolHost.Options with { RespawnLimit = 0, BreachAction = BreachAction.StopPool });
        host.Processes.At(1).Exit(1);
        await host.Pool().Completion.WaitAsync(PoolHost.Patience);
        HealthReportEntry entry = await EntryAsync(host);
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("gave up", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pool_that_ended_by_a_fault_is_unhealthy()
    {
        await using PoolHost host = await RunningAsync(PoolHost.Options with { BreachAction = BreachAction.StopPool });
        host.BreakMaster();
        await host.Log.ExpectAsync(18);
        HealthReportEntry entry = await EntryAsync(host);
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("internal fault", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_may_choose_name_tags_and_what_a_failure_is()
    {
        await using PoolHost host = new(
            pools => pools.Add("crunchers", PoolHost.Options),
            services => services.AddHealthChecks().AddWorkerPool("crunchers", "workers", HealthStatus.Degraded, ["ready"]));
        var (name, entry) = Assert.Single((await ReportAsync(host)).Entries);
        Assert.Equal(("workers", HealthStatus.Degraded), (name, entry.Status));
        Assert.Equal(["ready"], entry.Tags);
    }

    [Theory]
    [InlineData(3, 3, false, 0, 5, HealthStatus.Healthy)]
    [InlineData(3, 3, false, 4, 5, HealthStatus.Healthy)]
    [InlineData(3, 3, false, 5, 5, HealthStatus.Degraded)]
    [InlineData(3, 3, false, 0, 0, HealthStatus.Healthy)]
    [InlineData(3, 3, false, 0, null, HealthStatus.Healthy)]
    [InlineData(3, 2, false, 0, 5, HealthStatus.Degraded)]
    [InlineData(3, 0, false, 0, 5, HealthStatus.Unhealthy)]
    [InlineData(3, 3, true, 0, 5, HealthStatus.Unhealthy)]
    public void Health_follows_from_the_status(int wanted, int running, bool stopping, int respawns, int? limit, HealthStatus expected)
    {
        WorkerStatus[] workers = [.. Enumerable.Range(1, wanted).Select(index => new WorkerStatus(
            new WorkerId(index, 0), index <= running ? WorkerState.Running : WorkerState.Starting, index, TimeSpan.Zero))];
        Assert.Equal(expected, PoolHealth.Of(new PoolStatus("x", wanted, stopping, respawns, workers), limit).Health);
    }

    private static PoolHost Host(WorkerPoolOptions options) =>
        new(pools => pools.Add("crunchers", options), services => services.AddHealthChecks().AddWorkerPool("crunchers"));

    private static async Task<PoolHost> RunningAsync(WorkerPoolOptions options)
    {
        PoolHost host = Host(options);
        await host.StartAsync();
        await host.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(options.Instances);
        return host;
    }

    private static async Task<HealthStatus> HealthAsync(PoolHost host) => (await EntryAsync(host)).Status;

    private static async Task<HealthReportEntry> EntryAsync(PoolHost host) => (await ReportAsync(host)).Entries["crunchers"];

    private static Task<HealthReport> ReportAsync(PoolHost host) =>
        host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().WaitAsync(PoolHost.Patience);
}
