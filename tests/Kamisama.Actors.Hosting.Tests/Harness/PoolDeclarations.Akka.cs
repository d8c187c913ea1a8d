using Microsoft.Extensions.DependencyInjection;

namespace Kamisama.Actors.Hosting.Tests.Harness;

/// <summary>How pools come into a host on Akka.NET.</summary>
internal sealed class PoolDeclarations
{
    private readonly List<Action<AkkaConfigurationBuilder>> _declarations = [];

    public static void In(IServiceCollection services, Action<PoolDeclarations> declare)
    {
        var pools = new PoolDeclarations();
        declare(pools);
        services.AddWorkerPools();
        services.AddAkka("test", builder =>
        {
            builder.AddHocon("akka { loglevel = WARNING, stdout-loglevel = OFF }", HoconAddMode.Prepend);
            pools._declarations.ForEach(declaration => declaration(builder));
        });
    }

    public void Add(string name, WorkerPoolOptions options, bool signals = true) =>
        _declarations.Add(builder => builder.WithWorkerPool(name, options, signals));

    public void Add<TKey>(string name, WorkerPoolOptions options) =>
        _declarations.Add(builder => builder.WithWorkerPool<TKey>(name, options));

    /// <summary>How long the pools of the host may take to stop, as the application configures it.</summary>
    public void LimitStop(TimeSpan limit) => _declarations.Insert(0, builder => builder.AddHocon(
        $"akka.coordinated-shutdown.phases.service-stop.timeout = {limit.TotalSeconds:0} s", HoconAddMode.Prepend));

    /// <summary>What has become of that limit; no limit is very long.</summary>
    public static TimeSpan StopLimitOf(IServiceProvider services) =>
        CoordinatedShutdown.Get(services.GetRequiredService<ActorSystem>()).Timeout(CoordinatedShutdown.PhaseServiceStop);
}
