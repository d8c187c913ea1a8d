namespace Kamisama.Actors;

/// <summary>Over what a respawn limit counts.</summary>
public enum RespawnScope
{
    /// <summary>All workers of the pool together, as in the Ruby gem.</summary>
    Pool,

    /// <summary>Each worker for itself. The first one that exceeds it is the breach of the whole pool.</summary>
    Worker,
}
