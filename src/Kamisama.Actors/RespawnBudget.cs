namespace Kamisama.Actors;

/// <summary>How many respawns an interval may hold.</summary>
/// <param name="Limit">0 or more; the respawn that would exceed it is the breach. <see langword="null"/>: no limit.</param>
/// <param name="Interval">The sliding interval; a respawn exactly this old is outside.</param>
public sealed record RespawnBudget(int? Limit, TimeSpan Interval)
{
    /// <summary>No limit: ends of this class never make the pool give up.</summary>
    public static RespawnBudget Unlimited { get; } = new(null, TimeSpan.FromMinutes(1));
}
