namespace Kamisama.Actors;

/// <summary>
/// What a host does when one of its pools gives up: because of the respawn limit, because no worker could be started, or because
/// the framework's own code failed and could not be mended.
/// </summary>
/// <remarks>Outside of a host it has no meaning. The pool itself always ends the same way, and is never restarted.</remarks>
public enum BreachAction
{
    /// <summary>The host stops too, and the exit code of the process says why: 1 respawn limit, 3 could not start, 70 internal error.</summary>
    Fail,

    /// <summary>Only the pool ends. The host goes on; the event, the log and the health check tell.</summary>
    StopPool,
}
