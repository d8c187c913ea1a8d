using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kamisama.Actors.Hosting;

/// <summary>Worker pools of a .NET host, on the embedded actor runtime.</summary>
/// <remarks>
/// The host starts the pools and stops them: gracefully, within the longest grace period and kill delay, for which
/// <see cref="HostOptions.ShutdownTimeout"/> is raised, never lowered; when that is over, the workers are killed. Each pool is an
/// <see cref="IWorkerPool"/> in dependency injection: by its name as key, without a key when it is the only one, and all of them as
/// <see cref="IEnumerable{T}"/>. It can be injected before it runs; its requests wait for the start, so don't await one in the
/// StartAsync of a service that is started earlier. The pools share one <see cref="ActorSystem"/>, which is a service too. An
/// <see cref="Kamisama.Processes.IProcessHost"/> or a <see cref="TimeProvider"/> among the services is used instead of the real one.
/// </remarks>
public static class WorkerPoolServiceCollectionExtensions
{
    /// <summary>Adds a pool to the host.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name of the pool; <see cref="WorkerPoolOptions.Name"/> is not read.</param>
    /// <param name="options">The pool, with <see cref="WorkerPoolOptions.Command"/>.</param>
    /// <param name="signals">Whether SIGTTIN, SIGTTOU and SIGUSR2 to this process add, retire and report. Default: yes. The host keeps SIGTERM, SIGINT and SIGQUIT.</param>
    /// <exception cref="ArgumentException">The host has a pool of that name.</exception>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong.</exception>
    public static IServiceCollection AddWorkerPool(
        this IServiceCollection services, string name, WorkerPoolOptions options, bool signals = true) =>
        Add(services, name, null, options, signals);

    /// <summary>Adds a pool to the host, whose master is found as <see cref="IRequiredActor{TKey}"/>.</summary>
    /// <typeparam name="TKey">Any type that names the master. A pool without one is found by <see cref="WorkerPool"/>, when it is the first such pool.</typeparam>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name of the pool; <see cref="WorkerPoolOptions.Name"/> is not read.</param>
    /// <param name="options">The pool, with <see cref="WorkerPoolOptions.Command"/>.</param>
    /// <param name="signals">Whether SIGTTIN, SIGTTOU and SIGUSR2 to this process add, retire and report. Default: yes. The host keeps SIGTERM, SIGINT and SIGQUIT.</param>
    /// <exception cref="ArgumentException">The host has a pool of that name, or one with that type.</exception>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong.</exception>
    public static IServiceCollection AddWorkerPool<TKey>(
        this IServiceCollection services, string name, WorkerPoolOptions options, bool signals = true) =>
        Add(services, name, typeof(TKey), options, signals);

    /// <summary>Adds a pool to the host, with options that are made when the host is built.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name of the pool; <see cref="WorkerPoolOptions.Name"/> is not read.</param>
    /// <param name="options">Makes the options from the host's services. Wrong ones are told when the host is built, as <see cref="WorkerPoolOptionsException"/>.</param>
    /// <param name="signals">Whether SIGTTIN, SIGTTOU and SIGUSR2 to this process add, retire and report. Default: yes. The host keeps SIGTERM, SIGINT and SIGQUIT.</param>
    /// <exception cref="ArgumentException">The host has a pool of that name.</exception>
    public static IServiceCollection AddWorkerPool(
        this IServiceCollection services, string name, Func<IServiceProvider, WorkerPoolOptions> options, bool signals = true)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        PoolsIn(services).Add(new HostedPool(name, null, signals, options));
        return services;
    }

    private static IServiceCollection Add(IServiceCollection services, string name, Type? key, WorkerPoolOptions options, bool signals)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        WorkerPoolOptions valid = HostedPool.Checked(name, options);
        PoolsIn(services).Add(new HostedPool(name, key, signals, _ => valid));
        return services;
    }

    private static HostedPools PoolsIn(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(HostedPools))?.ImplementationInstance is HostedPools known)
        {
            return known;
        }

        var pools = new HostedPools();
        services.AddSingleton(pools);
        PoolServices.Add(services);
        services.TryAddSingleton(provider => ActorSystem.Create(
            "kamisama", new ActorSystemOptions { LoggerFactory = provider.GetService<ILoggerFactory>() }));
        services.TryAddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
        services.AddHostedService<WorkerPoolHostedService>();
        services.AddOptions<HostOptions>().PostConfigure<IServiceProvider>((host, provider) => host.ShutdownTimeout = Raised(
            host.ShutdownTimeout, StopTime.Of(pools.All.Select(pool => pool.OptionsFrom(provider)))));
        return pools;
    }

    private static TimeSpan Raised(TimeSpan configured, TimeSpan? needed) =>
        configured == Timeout.InfiniteTimeSpan || needed is null ? Timeout.InfiniteTimeSpan
        : needed > configured ? needed.Value
        : configured;
}
