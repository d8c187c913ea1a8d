using System.Text.Json;

namespace Kamisama.Control.Tests.Commands;

public sealed class StopTests
{
    [Fact]
    public async Task Stop_is_answered_at_once_and_the_pool_ends()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        JsonElement answer = await fixture.AskAsync("stop");

        Assert.Equal("graceful", answer.GetProperty("mode").GetString());
        Assert.IsType<PoolOutcome.Stopped>(await fixture.Pool.Completion.WaitAsync(ControlFixture.Patience));
    }

    [Fact]
    public async Task Stop_with_wait_is_answered_with_the_outcome()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        JsonElement answer = await fixture.AskAsync("stop", json =>
        {
            json.WriteString("mode", "immediate");
            json.WriteBoolean("wait", true);
        });

        Assert.True(answer.GetProperty("over").GetBoolean());
        Assert.Equal("stopped", answer.GetProperty("pools")[0].GetProperty("outcome").GetString());
        Assert.Empty(fixture.Host.Alive);
    }

    [Fact]
    public async Task Stop_of_one_pool_leaves_the_others()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            [new WorkerPoolOptions { Name = "web", Instances = 1 }, new WorkerPoolOptions { Name = "jobs", Instances = 1 }]);

        await fixture.AskAsync("stop", json =>
        {
            json.WriteString("pool", "web");
            json.WriteBoolean("wait", true);
        });

        Assert.True(fixture.Pools[0].Completion.IsCompleted);
        Assert.False(fixture.Pools[1].Completion.IsCompleted);
    }

    [Fact]
    public async Task Requests_to_a_pool_that_is_over_are_refused()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        await fixture.Pool.StopAsync();

        Assert.Equal(ControlErrorCode.Refused, (await fixture.RefusalAsync("scale", json => json.WriteNumber("instances", 3))).Code);
        Assert.Equal(ControlErrorCode.Refused, (await fixture.RefusalAsync("restart")).Code);
        Assert.Equal(ControlErrorCode.Refused, (await fixture.RefusalAsync("start")).Code);
    }

    [Fact]
    public async Task A_mode_that_is_none_is_refused()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        Assert.Equal(ControlErrorCode.BadRequest, (await fixture.RefusalAsync("stop", json => json.WriteString("mode", "now"))).Code);
    }

    [Fact]
    public async Task The_end_of_the_server_ends_clients_and_removes_the_socket()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        using RawClient idle = await RawClient.ConnectAsync(fixture.Path);
        await idle.SendAsync("{\"v\":1,\"cmd\":\"ping\"}\n");
        await idle.ReadAsync();

        await fixture.Server.DisposeAsync().AsTask().WaitAsync(ControlFixture.Patience);

        Assert.Null(await idle.ReadAsync());
        Assert.False(File.Exists(fixture.Path));
        await Assert.ThrowsAsync<IOException>(fixture.ConnectAsync);
    }
}
