namespace Kamisama.Actors;

/// <summary>How a rolling restart ended.</summary>
/// <param name="Workers">How many workers were to be replaced.</param>
/// <param name="Replaced">How many were, or were gone by themselves.</param>
/// <param name="Aborted">Why it ended early, and the rest of the old workers stayed; <see langword="null"/>: it did not.</param>
public sealed record RollingRestartResult(int Workers, int Replaced, string? Aborted)
{
    /// <inheritdoc/>
    public override string ToString() => Aborted is null
        ? $"{Texts.Count(Replaced, "worker")} replaced"
        : $"{Replaced} of {Texts.Count(Workers, "worker")} replaced, then aborted: {Aborted}";
}
