using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Kamisama.Actors.Hosting.Tests.Harness;

/// <summary>How pools come into a host on the embedded runtime.</summary>
internal sealed class PoolDeclarations(IServiceCollection services)
{
    public static void In(IServiceCollection services, Action<PoolDeclarations> declare) => declare(new PoolDeclarations(services));

    public void Add(string name, WorkerPoolOptions options, bool signals = true) => services.AddWorkerPool(name, options, signals);

    public void Add(string name, Func<IServiceProvider, WorkerPoolOptions> options) => services.AddWorkerPool(name, options);

    public void Add<TKey>(string name, WorkerPoolOptions options) => services.AddWorkerPool<TKey>(name, options);

    /// <summary>How long the pools of the host may take to stop, as the application configures it.</summary>
    public void LimitStop(TimeSpan limit) => services.Configure<HostOptions>(host => host.ShutdownTimeout = limit);

    /// <summary>What has become of that limit; no limit is very long.</summary>
    public static TimeSpan StopLimitOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout is var limit && limit == Timeout.InfiniteTimeSpan
            ? TimeSpan.MaxValue
            : limit;
}
