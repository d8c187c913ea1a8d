using Kamisama.Actors;
using Kamisama.Actors.Hosting;
using Microsoft.Extensions.Hosting;

namespace GenericHost;

/// <summary>Starts the application's own actor beside the pool.</summary>
internal sealed class OverseerService(ActorSystem system, IRequiredActor<WorkerPool> crunchers) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        IActorRef master = await crunchers.GetAsync(cancellationToken);
        IActorRef overseer = system.ActorOf(Props.Create(() => new Overseer(master)), "overseer");
        ConsoleCommands.SendTo(overseer);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
