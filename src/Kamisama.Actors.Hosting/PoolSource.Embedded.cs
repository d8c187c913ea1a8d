using Microsoft.Extensions.DependencyInjection;

namespace Kamisama.Actors.Hosting;

/// <summary>Where the pools of a host are known: they are declared in its services.</summary>
internal static class PoolSource
{
    public static HostedPools Of(IServiceProvider services) => services.GetRequiredService<HostedPools>();
}
