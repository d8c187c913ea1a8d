namespace Kamisama.Actors;

/// <summary>
/// What a host, or a group of pools, does when one of its pools gives up: because of the respawn limit, because no worker could be started, or because
/// the framework's own code failed and could not be mended.
/// </summary>
/// <remarks>
/// Outside of both it has no meaning. The pool itself always ends the same way; only a group starts it again, within
/// <see cref="WorkerPoolGroupOptions.RestartLimit"/>.
/// </remarks>
public enum BreachAction
{
    /// <summary>The host or group stops too, unless the group may restart the pool, and the exit code of the process says why: 1 respawn limit, 3 could not start, 70 internal error.</summary>
    Fail,

    /// <summary>Only the pool ends. The host or group goes on; the event, the log and the health check tell.</summary>
    StopPool,
}
