using Microsoft.Extensions.DependencyInjection;

namespace Kamisama.Actors.Hosting.Tests.Harness;

/// <summary>How pools come into a host on Akka.NET.</summary>
internal sealed class PoolDeclarations
{
    private readonly List<Action<AkkaConfigurationBuilder, IServiceProvider>> _declarations = [];

    public static void In(IServiceCollection services, Action<PoolDeclarations> declare)
    {
        var pools = new PoolDeclarations();
        declare(pools);
        services.AddWorkerPools();
        services.AddAkka("test", (builder, provider) =>
        {
            builder.AddHocon("akka { loglevel = WARNING, stdout-loglevel = OFF }", HoconAddMode.Prepend);
            pools._declarations.ForEach(declaration => declaration(builder, provider));
        });
    }

    public void Add(string name, WorkerPoolOptions options, bool signals = true) =>
        _declarations.Add((builder, _) => builder.WithWorkerPool(name, options, signals));

    public void Add(string name, Func<IServiceProvider, WorkerPoolOptions> options) =>
        _declarations.Add((builder, provider) => builder.WithWorkerPool(name, options(provider)));

    public void Add<TKey>(string name, WorkerPoolOptions options) =>
        _declarations.Add((builder, _) => builder.WithWorkerPool<TKey>(name, options));

    /// <summary>How long the pools of the host may take to stop, as the application configures it.</summary>
    public void LimitStop(TimeSpan limit) => _declarations.Insert(0, (builder, _) => builder.AddHocon(
        $"akka.coordinated-shutdown.phases.service-stop.timeout = {limit.TotalSeconds:0} s", HoconAddMode.Prepend));

    /// <summary>What an application configures behind the pools so far.</summary>
    public void Configure(string hocon) => _declarations.Add((builder, _) => builder.AddHocon(hocon, HoconAddMode.Prepend));

    /// <summary>What has become of that limit; no limit is very long.</summary>
    public static TimeSpan StopLimitOf(IServiceProvider services) =>
        CoordinatedShutdown.Get(services.GetRequiredService<ActorSystem>()).Timeout(CoordinatedShutdown.PhaseServiceStop);
}
