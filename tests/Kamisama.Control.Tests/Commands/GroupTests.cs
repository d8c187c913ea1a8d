using System.Text.Json;
using Kamisama.TestKit;

namespace Kamisama.Control.Tests.Commands;

/// <summary>The pools of a group, which have several lives.</summary>
public sealed class GroupTests
{
    [Fact]
    public async Task A_group_is_shown_steered_by_pool_and_stopped_as_one()
    {
        using var temporary = new TemporaryDirectory();
        ActorSystem system = ActorSystem.Create("test");
        var command = new ProcessSpec { FileName = "simulated" };
        IWorkerPoolGroup group = WorkerPoolGroup.Start(
            system,
            new WorkerPoolGroupOptions
            {
                Pools = [new WorkerPoolOptions { Name = "web", Instances = 1, Command = command }, new WorkerPoolOptions { Name = "jobs", Instances = 1, Command = command }],
            },
            new SimulatedProcessHost());
        ControlServer server = ControlServer.Start(Path.Combine(temporary.Path, "group.sock"), group.Pools, group.StopAsync);
        try
        {
            using ControlClient client = await ControlClient.ConnectAsync(server.Path);
            await client.AskAsync("scale", json =>
            {
                json.WriteString("pool", "jobs");
                json.WriteNumber("instances", 3);
            });
            await client.AskAsync("restart", json =>
            {
                json.WriteString("pool", "jobs");
                json.WriteNumber("worker", 1);
                json.WriteBoolean("wait", true);
            });
            JsonElement[] pools = [.. (await client.AskAsync("ps")).GetProperty("pools").EnumerateArray()];
            Assert.Equal([("web", 1), ("jobs", 3)], pools.Select(pool => (pool.GetProperty("pool").GetString(), pool.GetProperty("instances").GetInt32())));
            Assert.Equal(1, pools[1].GetProperty("workers")[0].GetProperty("incarnation").GetInt32());

            await client.AskAsync("stop", json => json.WriteBoolean("wait", true));

            Assert.True(group.Completion.IsCompleted);
        }
        finally
        {
            await server.DisposeAsync();
            await group.StopAsync(StopMode.Immediate).WaitAsync(ControlFixture.Patience);
            await system.Terminate();
        }
    }
}
