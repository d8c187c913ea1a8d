using System.Text.Json;

namespace Kamisama.Control.Tests.Commands;

public sealed class StatusTests
{
    [Theory]
    [InlineData("ping")]
    [InlineData("hello")]
    public async Task Hello_says_who_is_there(string command)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync([Pool("web", 1), Pool("jobs", 1)]);

        JsonElement hello = await fixture.AskAsync(command);

        Assert.Equal("test", hello.GetProperty("name").GetString());
        Assert.Equal("1.2.3", hello.GetProperty("version").GetString());
        Assert.Equal(Environment.ProcessId, hello.GetProperty("pid").GetInt32());
        Assert.Equal(["web", "jobs"], hello.GetProperty("pools").EnumerateArray().Select(name => name.GetString()));
    }

    [Theory]
    [InlineData("ps")]
    [InlineData("status")]
    public async Task Ps_tells_of_every_worker_of_every_pool(string command)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync([Pool("web", 2), Pool("jobs", 3)]);

        JsonElement[] pools = [.. (await fixture.AskAsync(command)).GetProperty("pools").EnumerateArray()];

        Assert.Equal(["web", "jobs"], pools.Select(pool => pool.GetProperty("pool").GetString()));
        Assert.All(pools, pool => Assert.Equal("running", pool.GetProperty("state").GetString()));
        Assert.Equal([2, 3], pools.Select(pool => pool.GetProperty("instances").GetInt32()));
        Assert.Equal([1, 2, 3], pools[1].GetProperty("workers").EnumerateArray().Select(worker => worker.GetProperty("worker").GetInt32()));
        Assert.All(pools[1].GetProperty("workers").EnumerateArray(), worker => Assert.Equal("running", worker.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Ps_of_one_pool_tells_of_no_other()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync([Pool("web", 1), Pool("jobs", 1)]);

        JsonElement answer = await fixture.AskAsync("ps", json => json.WriteString("pool", "jobs"));

        Assert.Equal("jobs", Assert.Single(answer.GetProperty("pools").EnumerateArray()).GetProperty("pool").GetString());
    }

    [Fact]
    public async Task Ps_of_a_process_that_is_real_tells_what_it_uses()
    {
        // The pid of a simulated process is any number: here, that of the test itself.
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            [Pool("web", 1)], setUp: host => host.FirstPid = host.LastPid = Environment.ProcessId);

        JsonElement worker = (await fixture.AskAsync("ps")).GetProperty("pools")[0].GetProperty("workers")[0];

        Assert.InRange(worker.GetProperty("rssBytes").GetInt64(), 1 << 20, 1L << 40);
        Assert.InRange(worker.GetProperty("cpuSeconds").GetDouble(), 0.01, 1e6);
    }

    [Fact]
    public async Task Ps_of_a_pool_that_is_over_says_how_it_ended()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync([Pool("web", 1), Pool("jobs", 1)]);
        await fixture.Pool.StopAsync();

        JsonElement web = (await fixture.AskAsync("ps")).GetProperty("pools")[0];

        Assert.Equal("over", web.GetProperty("state").GetString());
        Assert.Equal("stopped", web.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_pool_that_is_not_there_is_told_with_those_that_are()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        ControlException refusal = await fixture.RefusalAsync("ps", json => json.WriteString("pool", "wab"));

        Assert.Equal(ControlErrorCode.UnknownPool, refusal.Code);
        Assert.Contains("'web'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Usage_is_read_whatever_the_name_of_the_process_is()
    {
        ReadOnlySpan<byte> line = "77 (a) R 1 (b) S 1 77 77 0 -1 4194560 10 0 0 0 250 50 0 0 20 0 1 0 12345 1000000 300 18446744073709551615\n"u8;

        Assert.Equal(new ProcessUsage(300L * Environment.SystemPageSize, TimeSpan.FromSeconds(3)), ProcessUsage.Parse(line));
        Assert.Null(ProcessUsage.Parse("77 (a"u8));
        Assert.Null(ProcessUsage.Parse("77 (a) R 1 2"u8));
    }

    private static WorkerPoolOptions Pool(string name, int instances) => new() { Name = name, Instances = instances };
}
