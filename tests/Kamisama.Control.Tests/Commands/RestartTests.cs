using System.Text.Json;
using Kamisama.TestKit;

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

    [Fact]
    public async Task Restart_of_one_worker_replaces_that_one()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        JsonElement answer = await fixture.AskAsync("restart", json =>
        {
            json.WriteNumber("worker", 2);
            json.WriteBoolean("wait", true);
        });

        Assert.Equal(1, answer.GetProperty("replaced").GetInt32());
        Assert.Equal([0, 1], (await fixture.Pool.GetStatusAsync()).Workers.Select(worker => worker.Worker.Incarnation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_of_a_worker_that_is_not_there_is_refused(bool wait)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        ControlException refusal = await fixture.RefusalAsync("restart", json =>
        {
            json.WriteNumber("worker", 7);
            json.WriteBoolean("wait", wait);
        });

        Assert.Equal(ControlErrorCode.UnknownWorker, refusal.Code);
    }

    [Fact]
    public async Task Restart_of_one_worker_during_a_rolling_restart_is_refused_and_the_rolling_one_goes_on()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            setUp: host => host.Script = start => new ProcessScript { StopTakes = start.Incarnation > 0 ? TimeSpan.Zero : null });
        await fixture.AskAsync("restart");

        ControlException refusal = await fixture.RefusalAsync("restart", json => json.WriteNumber("worker", 2));

        Assert.Equal(ControlErrorCode.Refused, refusal.Code);
        Assert.Contains("rolling restart is in progress", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("\"USR1\"", 10)]
    public async Task Signal_reaches_the_one_worker(string signal, int number)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        JsonElement answer = await fixture.AskAsync("signal", Signal(2, signal));

        Assert.Equal(number, answer.GetProperty("signal").GetInt32());
        PoolStatus status = await ControlFixture.UntilAsync(fixture.Pool, status => status.LastExits.Count == 1);
        Assert.Equal((2, new ProcessExit.Signalled(number, false)), (status.LastExits[0].Worker.Index, status.LastExits[0].Exit));
    }

    [Theory]
    [InlineData(7, "1", ControlErrorCode.UnknownWorker)]
    [InlineData(1, "0", ControlErrorCode.BadRequest)]
    [InlineData(1, "65", ControlErrorCode.BadRequest)]
    [InlineData(1, "\"NONE\"", ControlErrorCode.BadRequest)]
    [InlineData(1, "null", ControlErrorCode.BadRequest)]
    public async Task Signal_that_makes_no_sense_is_refused(int worker, string signal, string code)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        Assert.Equal(code, (await fixture.RefusalAsync("signal", Signal(worker, signal))).Code);
    }

    [Fact]
    public async Task Signal_to_a_worker_without_a_process_is_refused()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            [new WorkerPoolOptions { Name = "web", Instances = 1, Backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(2) } }]);
        fixture.Host.Alive.Single().ExitWith(1);
        await ControlFixture.UntilAsync(fixture.Pool, status => status.Workers[0].State == WorkerState.BackingOff);

        Assert.Equal(ControlErrorCode.Refused, (await fixture.RefusalAsync("signal", Signal(1, "1"))).Code);
    }

    private static Action<Utf8JsonWriter> Signal(int worker, string signal) => json =>
    {
        json.WriteNumber("worker", worker);
        json.WritePropertyName("signal");
        json.WriteRawValue(signal);
    };
}
