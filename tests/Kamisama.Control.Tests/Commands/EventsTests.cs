using System.Text.Json;
using Kamisama.TestKit;

namespace Kamisama.Control.Tests.Commands;

public sealed class EventsTests
{
    [Fact]
    public async Task Events_are_the_last_ones_of_all_pools_or_of_one()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            [new WorkerPoolOptions { Name = "web", Instances = 1 }, new WorkerPoolOptions { Name = "jobs", Instances = 1 }]);
        await fixture.AskAsync("scale", json =>
        {
            json.WriteString("pool", "jobs");
            json.WriteNumber("instances", 2);
            json.WriteBoolean("wait", true);
        });

        JsonElement[] all = [.. (await fixture.AskAsync("events")).GetProperty("events").EnumerateArray()];
        JsonElement[] jobs = [.. (await fixture.AskAsync("events", json => json.WriteString("pool", "jobs"))).GetProperty("events").EnumerateArray()];

        Assert.All(jobs, e => Assert.Equal("jobs", e.GetProperty("pool").GetString()));
        Assert.Contains(jobs, e => e.GetProperty("event").GetString() == "pool_scaled" && e.GetProperty("to").GetInt32() == 2);
        Assert.Equal("worker_started", jobs[^1].GetProperty("event").GetString());
        Assert.InRange(all.Length, jobs.Length, EventFan.MaxRecent);
    }

    [Fact]
    public async Task Events_that_are_followed_come_as_they_happen_until_the_server_ends()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        using RawClient client = await RawClient.ConnectAsync(fixture.Path);
        await client.SendAsync("{\"v\":1,\"id\":\"f\",\"cmd\":\"events\",\"follow\":true}\n");
        Assert.True((await client.ReadAsync())!.Value.GetProperty("result").GetProperty("following").GetBoolean());

        await fixture.AskAsync("scale", json => json.WriteNumber("instances", 3));

        var names = new List<string?>();
        while (names.LastOrDefault() != "worker_started")
        {
            JsonElement line = (await client.ReadAsync())!.Value;
            Assert.Equal("f", line.GetProperty("id").GetString());
            names.Add(line.GetProperty("event").GetProperty("event").GetString());
        }

        Assert.Equal(["pool_scaled", "worker_started"], names);
        await fixture.Server.DisposeAsync();
        Assert.True((await client.ReadAsync())!.Value.GetProperty("end").GetBoolean());
        Assert.Null(await client.ReadAsync());
    }

    [Fact]
    public async Task The_client_follows_events()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        using ControlClient client = await fixture.ConnectAsync();
        Task<List<JsonElement>> following = Task.Run(async () =>
        {
            var seen = new List<JsonElement>();
            await foreach (JsonElement supervisionEvent in client.FollowAsync(json => json.WriteNumber("last", 1)))
            {
                seen.Add(supervisionEvent);
                if (seen.Count == 1)
                {
                    // One of the last ones, so the stream has begun.
                    await fixture.AskAsync("stop");
                }
            }

            return seen;
        });

        await fixture.Pool.Completion.WaitAsync(ControlFixture.Patience);
        await ControlFixture.EventuallyAsync(async () => (await fixture.AskAsync("events")).ToString().Contains("pool_stopped", StringComparison.Ordinal));
        await fixture.Server.DisposeAsync();

        List<JsonElement> events = await following.WaitAsync(ControlFixture.Patience);
        Assert.Equal("worker_started", events[0].GetProperty("event").GetString());
        Assert.Equal("pool_stopped", events[^1].GetProperty("event").GetString());
    }

    [Fact]
    public void A_queue_that_nobody_empties_drops_and_counts()
    {
        var fan = new EventFan();
        using EventQueue queue = fan.Listen(recent: 0);
        for (int i = 0; i < EventQueue.MaxEvents + 50; i++)
        {
            fan.Add(new SupervisionEvent.PoolScaled("web", i, i + 1));
        }

        int taken = 0;
        while (queue.TryTake(out _))
        {
            taken++;
        }

        Assert.Equal(EventQueue.MaxEvents, taken);
        Assert.Equal(50, queue.TakeLost());
        Assert.Equal(0, queue.TakeLost());
        Assert.Equal(EventFan.MaxRecent, fan.Recent(1_000).Count);
    }

    [Fact]
    public async Task A_master_without_events_says_so()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(options: options => options with { Subscribe = null });

        Assert.Equal(ControlErrorCode.NotSupported, (await fixture.RefusalAsync("events")).Code);
        Assert.Equal(ControlErrorCode.NotSupported, (await fixture.RefusalAsync("scale", json =>
        {
            json.WriteNumber("instances", 3);
            json.WriteBoolean("wait", true);
        })).Code);
        Assert.Equal(2, (await fixture.Pool.GetStatusAsync()).Instances);
    }

    [Fact]
    public async Task Why_tells_how_workers_ended()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();
        SimulatedProcess second = fixture.Host.Alive.Single(process => process.Start.Worker.Index == 2);
        second.ExitWith(7);
        await ControlFixture.UntilAsync(fixture.Pool, status => status.LastExits.Count == 1);

        JsonElement exit = Assert.Single((await fixture.AskAsync("why")).GetProperty("pools")[0].GetProperty("exits").EnumerateArray());

        Assert.Equal(2, exit.GetProperty("worker").GetInt32());
        Assert.Equal(7, exit.GetProperty("exit").GetProperty("code").GetInt32());
        Assert.Equal("respawn", exit.GetProperty("decision").GetString());
        Assert.Contains("exited with code 7", exit.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty((await fixture.AskAsync("why", json => json.WriteNumber("worker", 1))).GetProperty("pools")[0].GetProperty("exits").EnumerateArray());
        Assert.Equal(ControlErrorCode.UnknownWorker, (await fixture.RefusalAsync("why", json => json.WriteNumber("worker", 9))).Code);
    }

    [Fact]
    public async Task Reload_and_logs_are_what_the_program_makes_of_them()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(options: options => options with
        {
            Reload = _ => Task.FromResult("nothing has changed"),
            Logs = (pool, worker, lines, _) => Task.FromResult<IReadOnlyList<string>>([$"{pool} {worker} {lines}"]),
        });

        Assert.Equal("nothing has changed", (await fixture.AskAsync("reload")).GetProperty("done").GetString());
        Assert.Equal("web 2 5", (await fixture.AskAsync("logs", json =>
        {
            json.WriteNumber("worker", 2);
            json.WriteNumber("lines", 5);
        })).GetProperty("lines")[0].GetString());
    }

    [Fact]
    public async Task Reload_that_fails_is_refused_with_its_reason()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            options: options => options with { Reload = _ => throw new FormatException("line 7 is no setting") });

        ControlException refusal = await fixture.RefusalAsync("reload");

        Assert.Equal(ControlErrorCode.Refused, refusal.Code);
        Assert.Equal("line 7 is no setting", refusal.Message);
    }
}
