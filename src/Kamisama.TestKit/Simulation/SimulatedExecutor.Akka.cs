using Akka.Configuration;
using Akka.Dispatch;

namespace Kamisama.TestKit;

/// <summary>Made by Akka.NET for each dispatcher, by its name in the configuration; finds the simulation by the system's scheduler.</summary>
internal sealed class SimulatedExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new SimulatedExecutor(id, ((SimulatedScheduler)Prerequisites.Scheduler).Turns);
}

/// <summary>Hands the turns of a dispatcher to the simulation.</summary>
internal sealed class SimulatedExecutor(string id, Turns turns) : ExecutorService(id)
{
    public override void Execute(IRunnable run) => turns.Post(run);

    public override void Shutdown()
    {
    }
}
