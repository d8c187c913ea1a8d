using Kamisama.Actors.Hosting.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Kamisama.Actors.Hosting.Tests.Specs;

/// <summary>What is wrong is told before anything runs.</summary>
public class ConfigurationSpecs
{
    [Fact]
    public async Task Two_pools_of_one_name_are_an_error()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(pools =>
        {
            pools.Add("crunchers", PoolHost.Options);
            pools.Add("crunchers", PoolHost.Options);
        }));
        Assert.Contains("a pool named 'crunchers' already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_pools_that_are_found_by_one_type_are_an_error()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(pools =>
        {
            pools.Add<ConfigurationSpecs>("crunchers", PoolHost.Options);
            pools.Add<ConfigurationSpecs>("mailers", PoolHost.Options);
        }));
        Assert.Contains("'mailers' is to be found by", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_list_all_that_is_wrong()
    {
        WorkerPoolOptions options = PoolHost.Options with { Instances = 0, RespawnLimit = -1, BreachAction = (BreachAction)9 };
        var error = await Assert.ThrowsAsync<WorkerPoolOptionsException>(() => StartAsync(pools => pools.Add("a b", options)));
        Assert.Equal(4, error.Faults.Count);
    }

    [Fact]
    public async Task Pool_without_a_command_says_what_to_do()
    {
        WorkerPoolOptions options = PoolHost.Options with { Command = null };
        var error = await Assert.ThrowsAsync<WorkerPoolOptionsException>(() => StartAsync(pools => pools.Add("crunchers", options)));
        Assert.StartsWith("The command is missing: set WorkerPoolOptions.Command", Assert.Single(error.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_may_be_made_from_the_hosts_services()
    {
        await using PoolHost host = new(
            pools => pools.Add("crunchers", services => services.GetRequiredService<WorkerPoolOptions>()),
            services => services.AddSingleton(PoolHost.Options with { Instances = 5 }));
        await host.StartAsync();
        Assert.Equal(5, (await host.Pool().GetStatusAsync()).Instances);
    }

    [Fact]
    public async Task Wrong_options_that_are_made_from_the_hosts_services_keep_it_from_starting()
    {
        var error = await Assert.ThrowsAsync<WorkerPoolOptionsException>(() => StartAsync(
            pools => pools.Add("crunchers", _ => PoolHost.Options with { Instances = 0 })));
        Assert.Single(error.Faults);
    }

    private static async Task StartAsync(Action<PoolDeclarations> declare)
    {
        await using PoolHost host = new(declare);
        await host.StartAsync();
    }
}
