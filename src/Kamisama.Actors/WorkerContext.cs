namespace Kamisama.Actors;

/// <summary>What a worker that is a C# delegate knows of itself, and what it tells its master.</summary>
/// <param name="Pool">The name of its pool.</param>
/// <param name="Worker">Which worker it is.</param>
/// <remarks>Telling does nothing when the pool does not listen; see <see cref="WorkerNotifications"/>, which any C# program can use.</remarks>
public sealed record WorkerContext(string Pool, WorkerId Worker)
{
    /// <summary>The slot's index, from 1; kept when the worker is respawned.</summary>
    public int Index => Worker.Index;

    /// <summary>Which process of the slot: 0 for the first.</summary>
    public int Incarnation => Worker.Incarnation;

#pragma warning disable CA1822 // They are about this process and could be static, but a delegate should need nothing but what it is handed.

    /// <inheritdoc cref="WorkerNotifications.WatchdogTimeout"/>
    public TimeSpan? WatchdogTimeout => WorkerNotifications.WatchdogTimeout;

    /// <inheritdoc cref="WorkerNotifications.ReadyAsync"/>
    public Task ReadyAsync(CancellationToken cancellationToken = default) => WorkerNotifications.ReadyAsync(cancellationToken);

    /// <inheritdoc cref="WorkerNotifications.Heartbeat"/>
    public void Heartbeat() => WorkerNotifications.Heartbeat();

    /// <inheritdoc cref="WorkerNotifications.SetStatus"/>
    public void SetStatus(string text) => WorkerNotifications.SetStatus(text);
}
