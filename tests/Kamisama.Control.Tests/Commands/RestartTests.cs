using System.Text.Json;

namespace Kamisama.Control.Tests.Commands;

public sealed class RestartTests
{
    [Fact]
    public async Task Restart_with_wait_replaces_every_worker()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        JsonElement answer = await fixture.AskAsync("restart", json => json.WriteBoolean("wait", true));

        Assert.True(answer.GetProperty("over").GetBoolean());
        Assert.Equal(2, answer.GetProperty("replaced").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("aborted").ValueKind);
        Assert.All((await fixture.Pool.GetStatusAsync()).Workers, worker => Assert.Equal(1, worker.Worker.Incarnation));
    }

    [Fact]
    public async Task Restart_without_wait_is_answered_before_it_is_over()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        JsonElement answer = await fixture.AskAsync("restart");

        Assert.False(answer.GetProperty("over").GetBoolean());
        await ControlFixture.UntilAsync(fixture.Pool, status => status.Workers.All(worker => worker.Worker.Incarnation == 1 && worker.State == WorkerState.Running));
    }

    [Fact]
    public async Task Start_starts_what_waits_and_says_how_many()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            [new WorkerPoolOptions { Name = "web", Instances = 1, Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(2) } }]);
        fixture.Host.Alive.Single().ExitWith(1);
        await ControlFixture.UntilAsync(fixture.Pool, status => status.Workers[0].State == WorkerState.BackingOff);

        JsonElement answer = await fixture.AskAsync("start");

        Assert.Equal(1, answer.GetProperty("started").GetInt32());
        await ControlFixture.UntilAsync(fixture.Pool, status => status.Workers[0].State == WorkerState.Running);
    }

    [Fact]
    public async Task Start_of_a_worker_that_is_not_there_is_refused()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        Assert.Equal(ControlErrorCode.UnknownWorker, (await fixture.RefusalAsync("start", json => json.WriteNumber("worker", 7))).Code);
    }
}
