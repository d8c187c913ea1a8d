using GenericHost;
using Kamisama.Actors;
using Kamisama.Actors.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// dotnet run --project samples/GenericHost [--instances 17] [--limit 10] [--breach Fail|StopPool]
// Then type: scale 20 | status. Or: kill -TTIN, -TTOU, -USR2, -TERM PID.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

builder.Services.AddWorkerPool("crunchers", Pools.Crunchers(builder.Configuration));
builder.Services.AddHealthChecks().AddWorkerPool("crunchers");

// Behind the pools, so that they run when it starts.
builder.Services.AddHostedService<OverseerService>();

// Returns nothing, so that the exit code is Environment.ExitCode: 0; 1 when the crunchers gave up; 3 when none could start.
await builder.Build().RunAsync();
