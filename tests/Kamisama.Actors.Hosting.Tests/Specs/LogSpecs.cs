using System.Reflection;
using Kamisama.Actors.Hosting.Tests.Harness;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Kamisama.Actors.Hosting.Tests.Specs;

/// <summary>Events are logged with levels and fields. The texts are no interface.</summary>
public sealed class LogSpecs : IDisposable
{
    public void Dispose() => Environment.ExitCode = 0;

    [Fact]
    public async Task Life_of_a_worker_is_logged_with_pool_worker_pid_and_incarnation()
    {
        await using PoolHost host = await PoolHost.RunningAsync();
        host.Processes.At(2).Exit(7);

        LogEntry respawned = await host.Log.ExpectAsync(5);
        Assert.Equal(LogLevel.Warning, respawned.Level);
        Assert.Equal(("crunchers", 2, 0), (respawned.Fields["Pool"], respawned.Fields["Worker"], respawned.Fields["Incarnation"]));
        LogEntry started = await host.Log.ExpectAsync(2, entry => entry.Fields["Incarnation"] is 1);
        Assert.Equal((LogLevel.Information, 2, 1003), (started.Level, started.Fields["Worker"], started.Fields["Pid"]));
    }

    [Fact]
    public async Task Everything_is_logged_when_the_host_has_stopped()
    {
        await using PoolHost host = await PoolHost.RunningAsync();
        await host.StopAsync();
        Assert.Equal(3, host.Log.Entries.Count(entry => entry.Id.Id == 4));
        Assert.Equal(14, host.Log.Entries[^1].Id.Id);
        Assert.All(host.Log.Entries, entry => Assert.Equal(LogLevel.Information, entry.Level));
    }

    [Fact]
    public async Task Breach_is_critical()
    {
        await using PoolHost host = await PoolHost.RunningAsync(PoolHost.Options with { RespawnLimit = 0 });
        host.Processes.At(1).Exit(1);
        Assert.Equal(LogLevel.Error, (await host.Log.ExpectAsync(6)).Level);
        Assert.Equal(LogLevel.Critical, (await host.Log.ExpectAsync(12)).Level);
        LogEntry end = await host.Log.ExpectAsync(17);
        Assert.Equal((LogLevel.Critical, 1), (end.Level, end.Fields["ExitCode"]));
    }

    [Fact]
    public void Ids_are_unique()
    {
        int[] ids = [.. typeof(Log).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().Select(a => a.EventId)];
        Assert.Equal(ids.Order().Distinct(), ids.Order());
        Assert.Equal(29, ids.Length);
    }
}
