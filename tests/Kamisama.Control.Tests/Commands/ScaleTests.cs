using System.Collections.Concurrent;
using System.Text.Json;

namespace Kamisama.Control.Tests.Commands;

public sealed class ScaleTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("\"+3\"", 5)]
    [InlineData("\"-1\"", 1)]
    [InlineData("\"-9\"", 1)]
    public async Task Scale_takes_a_number_or_a_difference(string instances, int expected)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        JsonElement answer = await fixture.AskAsync("scale", Instances(instances));

        Assert.Equal(expected, answer.GetProperty("instances").GetInt32());
        Assert.Equal(expected, (await fixture.Pool.GetStatusAsync()).Instances);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("10001")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    [InlineData("\"4\"")]
    [InlineData("\"+\"")]
    [InlineData("\"+0\"")]
    [InlineData("\"++1\"")]
    [InlineData("\"+99999999999\"")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[4]")]
    public async Task Scale_to_what_is_no_number_is_refused_and_changes_nothing(string instances)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        Assert.Equal(ControlErrorCode.BadRequest, (await fixture.RefusalAsync("scale", Instances(instances))).Code);
        Assert.Equal(2, (await fixture.Pool.GetStatusAsync()).Instances);
    }

    [Fact]
    public async Task Scale_of_several_pools_needs_a_name()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            [new WorkerPoolOptions { Name = "web", Instances = 1 }, new WorkerPoolOptions { Name = "jobs", Instances = 1 }]);

        Assert.Equal(ControlErrorCode.BadRequest, (await fixture.RefusalAsync("scale", Instances("3"))).Code);
        await fixture.AskAsync("scale", json =>
        {
            Instances("3")(json);
            json.WriteString("pool", "jobs");
        });
        Assert.Equal(1, (await fixture.Pools[0].GetStatusAsync()).Instances);
        Assert.Equal(3, (await fixture.Pools[1].GetStatusAsync()).Instances);
    }

    [Theory]
    [InlineData("6")]
    [InlineData("1")]
    public async Task Scale_with_wait_is_answered_when_it_is_so(string instances)
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync();

        JsonElement answer = await fixture.AskAsync("scale", Waiting(instances));

        Assert.True(answer.GetProperty("reached").GetBoolean());
        Assert.Equal(answer.GetProperty("instances").GetInt32(), fixture.Host.Alive.Count);
    }

    [Fact]
    public async Task Scale_with_wait_ends_when_something_else_is_wanted()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            [new WorkerPoolOptions { Name = "web", Instances = 1, StartStagger = TimeSpan.FromHours(1) }]);
        using ControlClient client = await fixture.ConnectAsync();
        Task<JsonElement> waiting = client.AskAsync("scale", Waiting("3"));
        await ControlFixture.UntilAsync(fixture.Pool, status => status.Instances == 3);

        await fixture.AskAsync("scale", Instances("1"));

        JsonElement answer = await waiting.WaitAsync(ControlFixture.Patience);
        Assert.False(answer.GetProperty("reached").GetBoolean());
        Assert.Contains("1 workers", answer.GetProperty("missed").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_hangs_up_while_it_waits_gives_its_place_back()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(
            [new WorkerPoolOptions { Name = "web", Instances = 1, StartStagger = TimeSpan.FromHours(1) }],
            options => options with { MaxClients = 1 });
        using (RawClient client = await RawClient.ConnectAsync(fixture.Path))
        {
            await client.SendAsync("{\"v\":1,\"cmd\":\"scale\",\"instances\":3,\"wait\":true}\n");
            await ControlFixture.UntilAsync(fixture.Pool, status => status.Instances == 3);
        }

        await RawClient.UntilServedAsync(fixture.Path, () => { });
    }

    [Fact]
    public async Task A_hundred_clients_at_once_end_at_the_last_acknowledged_number()
    {
        await using ControlFixture fixture = await ControlFixture.RunningAsync(options: options => options with { MaxClients = 200 });
        var answers = new ConcurrentBag<(long Sequence, int Asked, int Wanted)>();

        await Task.WhenAll(Enumerable.Range(1, 100).Select(async number =>
        {
            JsonElement answer = await fixture.AskAsync("scale", json => json.WriteNumber("instances", 1 + (number % 40)));
            answers.Add((answer.GetProperty("sequence").GetInt64(), 1 + (number % 40), answer.GetProperty("instances").GetInt32()));
        }));

        Assert.All(answers, answer => Assert.Equal(answer.Asked, answer.Wanted));
        Assert.Equal(Enumerable.Range(1, 100).Select(number => (long)number), answers.Select(answer => answer.Sequence).Order());
        int last = answers.MaxBy(answer => answer.Sequence).Wanted;
        Assert.Equal(last, (await fixture.Pool.GetStatusAsync()).Instances);
        await ControlFixture.UntilAsync(fixture.Pool, status => status.Workers.Count == last && status.Workers.All(worker => worker.State == WorkerState.Running));
    }

    private static Action<Utf8JsonWriter> Instances(string raw) => json =>
    {
        json.WritePropertyName("instances");
        json.WriteRawValue(raw);
    };

    private static Action<Utf8JsonWriter> Waiting(string raw) => json =>
    {
        Instances(raw)(json);
        json.WriteBoolean("wait", true);
    };
}
