using GenericHost;
using Kamisama.Actors;
using Kamisama.Actors.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// dotnet run --project samples/AkkaHost -p:ActorRuntime=Akka [--instances 17] [--limit 10] [--breach Fail|StopPool]
// Then type: scale 20 | status. Or: kill -TTIN, -TTOU, -USR2, -TERM PID.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

builder.Services.AddWorkerPools(); // IWorkerPool for services; messages need only what follows.
builder.Services.AddHealthChecks().AddWorkerPool("crunchers");
builder.Services.AddAkka("app", akka => akka
    .ConfigureLoggers(loggers => loggers.ClearLoggers().AddLoggerFactory())
    .WithWorkerPool("crunchers", Pools.Crunchers(builder.Configuration))
    .WithActors((system, registry) =>
    {
        // Behind the pool, so that it runs when this actor starts.
        IActorRef crunchers = registry.Get<WorkerPool>();
        IActorRef overseer = system.ActorOf(Props.Create(() => new Overseer(crunchers)), "overseer");
        registry.Register<Overseer>(overseer);
        ConsoleCommands.SendTo(overseer);
    }));

// Returns nothing, so that the exit code is Environment.ExitCode: 0; 1 when the crunchers gave up; 3 when none could start.
await builder.Build().RunAsync();
