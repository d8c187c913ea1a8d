using System.Globalization;
using System.Runtime.InteropServices;
using Kamisama.Actors;

// Run by kamisama, see ../kamisama.json. Says that it is ready, then once a turn that it is still getting on (watchdog).
string index = Environment.GetEnvironmentVariable("KAMISAMA_WORKER_INDEX") ?? "?";
TimeSpan pause = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("CRUNCH_SECONDS") ?? "1", CultureInfo.InvariantCulture));

using var ending = new CancellationTokenSource();
using PosixSignalRegistration term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    ending.Cancel();
});

await WorkerNotifications.ReadyAsync();
while (!ending.IsCancellationRequested)
{
    Console.WriteLine($"CRUNCHER {index}: crunching");
    WorkerNotifications.Heartbeat();
    await Task.Delay(pause, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
