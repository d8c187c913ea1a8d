using Kamisama.Actors.Hosting.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Kamisama.Actors.Hosting.Tests.Specs;

/// <summary>How a service of the host gets hold of a pool.</summary>
public class InjectionSpecs
{
    private static PoolHost TwoPools() => new(pools =>
    {
        pools.Add("crunchers", PoolHost.Options);
        pools.Add<Mailers>("mailers", PoolHost.Options with { Instances = 2 });
    });

    [Fact]
    public async Task Pool_is_injected_by_its_name()
    {
        await using PoolHost host = new(
            pools => pools.Add("crunchers", PoolHost.Options with { Name = "ignored" }),
            services => services.AddSingleton<Consumer>());
        Assert.Equal("crunchers", host.Services.GetRequiredService<Consumer>().Pool.Name);
        Assert.Same(host.Pool(), host.Services.GetRequiredService<Consumer>().Pool);
    }

    [Fact]
    public async Task Only_pool_is_injected_without_a_name()
    {
        await using PoolHost host = await PoolHost.RunningAsync();
        Assert.Same(host.Pool(), host.Services.GetRequiredService<IWorkerPool>());
        Assert.Equal("crunchers", (await host.Pool().GetStatusAsync()).Name);
    }

    [Fact]
    public async Task One_of_several_pools_without_a_name_is_an_error_that_names_them()
    {
        await using PoolHost host = TwoPools();
        var error = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<IWorkerPool>);
        Assert.Contains("2 pools ('crunchers', 'mailers')", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pool_that_is_not_there_is_an_error_that_names_those_that_are()
    {
        await using PoolHost host = TwoPools();
        var error = Assert.Throws<InvalidOperationException>(() => host.Pool("bakers"));
        Assert.Contains("no pool named 'bakers': it has 2 pools ('crunchers', 'mailers')", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_pools_are_injected_as_a_sequence()
    {
        await using PoolHost host = TwoPools();
        Assert.Equal(["crunchers", "mailers"], host.Services.GetServices<IWorkerPool>().Select(pool => pool.Name));
    }

    [Fact]
    public async Task Requests_to_a_pool_that_has_not_been_started_wait_for_the_start()
    {
        await using PoolHost host = TwoPools();
        Task<PoolStatus> status = host.Pool().GetStatusAsync();
        Task<int> scaled = host.Pool("mailers").ScaleToAsync(4);
        Task<IActorRef> master = host.Services.GetRequiredService<IRequiredActor<WorkerPool>>().GetAsync();
        Assert.False(host.Pool().Completion.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => host.Pool().Master);

        await host.StartAsync();
        Assert.Equal(3, (await status.WaitAsync(PoolHost.Patience)).Instances);
        Assert.Equal(4, await scaled.WaitAsync(PoolHost.Patience));
        Assert.Equal(host.Pool().Master, await master.WaitAsync(PoolHost.Patience));
    }

    [Fact]
    public async Task Wait_for_the_start_ends_with_the_token_of_the_request()
    {
        await using PoolHost host = TwoPools();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Pool().GetStatusAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Masters_are_found_by_their_types()
    {
        await using PoolHost host = TwoPools();
        await host.StartAsync();
        Assert.Equal(host.Pool().Master, host.Services.GetRequiredService<IRequiredActor<WorkerPool>>().ActorRef);
        IActorRef mailers = await host.Services.GetRequiredService<IRequiredActor<Mailers>>().GetAsync();
        Assert.Equal("mailers", mailers.Path.Name);
        Assert.Equal(5, await mailers.Ask<int>(new MasterMessage.ScaleTo(5), PoolHost.Patience));
    }

    [Fact]
    public async Task Pools_of_one_host_share_its_actor_system()
    {
        await using PoolHost host = TwoPools();
        await host.StartAsync();
        Assert.Equal("/user/crunchers", host.Pool().Master.Path.ToStringWithoutAddress());
        Assert.Equal("/user/mailers", host.Pool("mailers").Master.Path.ToStringWithoutAddress());
    }

    private sealed class Consumer([FromKeyedServices("crunchers")] IWorkerPool pool)
    {
        public IWorkerPool Pool => pool;
    }

    private sealed class Mailers;
}
