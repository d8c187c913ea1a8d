namespace Kamisama.Actors;

/// <summary>What one <see cref="ExitClass"/> does differently from the rest of the pool.</summary>
public sealed record ExitRule
{
    /// <summary>The wait before a respawn after such an end.</summary>
    /// <value>The default is <see langword="null"/>: the pool's.</value>
    public RespawnBackoff? Backoff { get; init; }

    /// <summary>Respawns after such an end are counted here, and no more in the pool's own respawn limit.</summary>
    /// <value>
    /// The default is <see langword="null"/>: they are counted in the pool's limit, except those of workers that were replaced on
    /// purpose (age, memory limit, rolling restart), which are not counted at all.
    /// </value>
    public RespawnBudget? Budget { get; init; }
}
