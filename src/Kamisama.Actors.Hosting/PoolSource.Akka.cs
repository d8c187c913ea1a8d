using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace Kamisama.Actors.Hosting;

/// <summary>Where the pools of a host are known: they are declared while Akka.NET is configured, when the services are fixed already.</summary>
internal static class PoolSource
{
    private static readonly ConditionalWeakTable<AkkaConfigurationBuilder, HostedPools> Declared = [];

    // Asking for the builder runs the application's configuration, which declares the pools.
    public static HostedPools Of(IServiceProvider services) => Of(services.GetService<AkkaConfigurationBuilder>()
        ?? throw new InvalidOperationException("This host has no actor system, and so no pools. Call AddAkka, and WithWorkerPool inside of it."));

    public static HostedPools Of(AkkaConfigurationBuilder builder) => Declared.GetOrCreateValue(builder);
}
