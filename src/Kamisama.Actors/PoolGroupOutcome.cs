namespace Kamisama.Actors;

/// <summary>Why a group of pools is over.</summary>
/// <param name="Outcome">How the pool ended that the group could not go on without; or <see cref="PoolOutcome.Stopped"/>.</param>
/// <param name="Pool">The name of that pool; <see langword="null"/>: the group was stopped on request, or failed itself.</param>
public sealed record PoolGroupOutcome(PoolOutcome Outcome, string? Pool)
{
    /// <summary>What a program that ran only this group returns: that of <see cref="Outcome"/>.</summary>
    public int ExitCode => Outcome.ExitCode;

    /// <summary>For people: "pool 'db' gave up: more than 3 respawns in 60 s".</summary>
    public override string ToString() => Pool is null ? $"{Outcome}" : $"pool '{Pool}' {Outcome}";
}
