using Akka;
using Akka.Configuration;
using Akka.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kamisama.Actors.Hosting;

/// <summary>Worker pools of an Akka.NET application that is configured with Akka.Hosting.</summary>
/// <remarks>
/// The actor system starts the pools, and its CoordinatedShutdown stops them gracefully, in the phase "service-stop": requests
/// have been served then, and a cluster node has not left its cluster yet. The timeout of that phase is raised above the longest
/// grace period and kill delay, never lowered. An <see cref="Kamisama.Processes.IProcessHost"/> or a <see cref="TimeProvider"/>
/// among the services is used instead of the real one.
/// </remarks>
public static class WorkerPoolAkkaExtensions
{
    private const string PhaseTimeout = $"akka.coordinated-shutdown.phases.{CoordinatedShutdown.PhaseServiceStop}.timeout";

    /// <summary>
    /// Makes the pools of <see cref="WithWorkerPool(AkkaConfigurationBuilder, string, WorkerPoolOptions, bool)"/> services of the host: each is an
    /// <see cref="IWorkerPool"/> by its name as key, without a key when it is the only one, and all of them are an
    /// <see cref="IEnumerable{T}"/>.
    /// </summary>
    /// <remarks>
    /// Needed besides WithWorkerPool, because AddAkka configures the actor system when the services are fixed already. A pool can
    /// be injected before it runs; its requests wait for the start, so don't await one in the StartAsync of a service that is
    /// started earlier.
    /// </remarks>
    /// <param name="services">The services of the host.</param>
    public static IServiceCollection AddWorkerPools(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        PoolServices.Add(services);
        return services;
    }

    /// <summary>Adds a pool to the actor system; its master is the actor /user/NAME.</summary>
    /// <remarks>The master of the first pool without a type is in the <see cref="ActorRegistry"/> as <see cref="WorkerPool"/>.</remarks>
    /// <param name="builder">The configuration of the actor system.</param>
    /// <param name="name">The name of the pool; <see cref="WorkerPoolOptions.Name"/> is not read.</param>
    /// <param name="options">The pool, with <see cref="WorkerPoolOptions.Command"/>.</param>
    /// <param name="signals">Whether SIGTTIN, SIGTTOU and SIGUSR2 to this process add, retire and report. Default: yes. The host keeps SIGTERM, SIGINT and SIGQUIT.</param>
    /// <exception cref="ArgumentException">The host has a pool of that name.</exception>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong.</exception>
    public static AkkaConfigurationBuilder WithWorkerPool(
        this AkkaConfigurationBuilder builder, string name, WorkerPoolOptions options, bool signals = true) =>
        Add(builder, name, null, options, signals, static (registry, master) => registry.TryRegister<WorkerPool>(master));

    /// <summary>Adds a pool to the actor system; its master is the actor /user/NAME.</summary>
    /// <typeparam name="TKey">The type by which the master is in the <see cref="ActorRegistry"/>, for <see cref="IRequiredActor{TActor}"/>.</typeparam>
    /// <param name="builder">The configuration of the actor system.</param>
    /// <param name="name">The name of the pool; <see cref="WorkerPoolOptions.Name"/> is not read.</param>
    /// <param name="options">The pool, with <see cref="WorkerPoolOptions.Command"/>.</param>
    /// <param name="signals">Whether SIGTTIN, SIGTTOU and SIGUSR2 to this process add, retire and report. Default: yes. The host keeps SIGTERM, SIGINT and SIGQUIT.</param>
    /// <exception cref="ArgumentException">The host has a pool of that name, or one with that type.</exception>
    /// <exception cref="WorkerPoolOptionsException">The options are wrong.</exception>
    public static AkkaConfigurationBuilder WithWorkerPool<TKey>(
        this AkkaConfigurationBuilder builder, string name, WorkerPoolOptions options, bool signals = true) =>
        Add(builder, name, typeof(TKey), options, signals, static (registry, master) => registry.Register<TKey>(master));

    private static AkkaConfigurationBuilder Add(
        AkkaConfigurationBuilder builder, string name, Type? key, WorkerPoolOptions options, bool signals, Action<IActorRegistry, IActorRef> register)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        WorkerPoolOptions valid = HostedPool.Checked(name, options);
        HostedPools pools = PoolSource.Of(builder);
        HostedPool pool = pools.Add(new HostedPool(name, key, signals, _ => valid));
        RaisePhaseTimeout(builder, valid);
        if (pools.All.Count == 1)
        {
            builder.WithActors((system, _, resolver) => StopWithSystem(system, pools, new ResolverServices(resolver)));
        }

        return builder.WithActors((system, registry, resolver) =>
        {
            pools.Start(pool, system, new ResolverServices(resolver));
            register(registry, pool.Master);
        });
    }

    private static void RaisePhaseTimeout(AkkaConfigurationBuilder builder, WorkerPoolOptions options)
    {
        Config configured = builder.Configuration.GetOrElse(Config.Empty);
        TimeSpan phase = configured.GetTimeSpan(PhaseTimeout, TimeSpan.Zero);
        TimeSpan usual = configured.GetTimeSpan("akka.coordinated-shutdown.default-phase-timeout", TimeSpan.Zero);
        TimeSpan needed = StopTime.Bounded([options]);
        if (needed > phase && needed > usual)
        {
            builder.AddHocon(FormattableString.Invariant($"{PhaseTimeout} = {needed.TotalMilliseconds:0} ms"), HoconAddMode.Prepend);
        }
    }

    private static void StopWithSystem(ActorSystem system, HostedPools pools, IServiceProvider services)
    {
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop-worker-pools", async () =>
        {
            await pools.StopAsync(CancellationToken.None).ConfigureAwait(false);
            return Done.Instance;
        });

        // Configured later than the pool, a timeout may have become shorter again.
        TimeSpan timeout = shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop);
        TimeSpan needed = StopTime.Bounded(pools.All.Select(pool => pool.OptionsFrom(services)));
        if (timeout < needed && services.GetService<ILoggerFactory>() is { } loggers)
        {
            Log.PhaseTooShort(loggers.CreateLogger<WorkerPool>(), CoordinatedShutdown.PhaseServiceStop, timeout, needed);
        }
    }

    /// <summary>The services, as Akka.NET hands them out.</summary>
    private sealed class ResolverServices(IDependencyResolver resolver) : IServiceProvider
    {
        public object? GetService(Type serviceType) => resolver.GetService(serviceType);
    }
}
