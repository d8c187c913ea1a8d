using Microsoft.Extensions.DependencyInjection;

namespace Kamisama.Actors.Hosting;

/// <summary>How pools are found in dependency injection, on both runtimes.</summary>
internal static class PoolServices
{
    /// <summary>By name, the only one without a name, and all of them. A second call changes nothing.</summary>
    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(IEnumerable<IWorkerPool>)))
        {
            return;
        }

        // Any name, so that a wrong one is told together with the right ones.
        services.AddKeyedSingleton<IWorkerPool>(KeyedService.AnyKey, (provider, name) => PoolSource.Of(provider).Find(name));
        services.AddSingleton<IWorkerPool>(provider => PoolSource.Of(provider).Single);

        // All of them: by itself the container would collect the registration above, which refuses when there are several.
        services.AddSingleton<IEnumerable<IWorkerPool>>(provider => PoolSource.Of(provider).All);
    }
}
