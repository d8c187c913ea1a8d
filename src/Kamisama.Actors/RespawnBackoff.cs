namespace Kamisama.Actors;

/// <summary>How long a slot waits before a respawn: longer after each death in a row, and short again after a stable run.</summary>
/// <remarks>
/// The wait before respawn n in a row is InitialDelay × Factor^(n − 1), at most MaxDelay; then jitter takes a random part of it away.
/// The shape is that of the crash loop back-off of Kubernetes, its reset included.
/// </remarks>
public sealed record RespawnBackoff
{
    /// <summary>No wait at all, for an <see cref="ExitRule"/> that makes an exception from the pool's back-off.</summary>
    public static RespawnBackoff None { get; } = new() { InitialDelay = TimeSpan.Zero };

    /// <summary>The wait before the first respawn in a row.</summary>
    /// <value>The default is 1 second. Zero: no wait, ever.</value>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What each wait is multiplied by to give the next one, 1 or more.</summary>
    /// <value>The default is 2.</value>
    public double Factor { get; init; } = 2;

    /// <summary>The longest wait.</summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Which part of a wait is random, 0 to 1, so that workers that died together don't come back together. With 1, "full jitter",
    /// the wait is anything from zero to its full length.
    /// </summary>
    /// <remarks>Drawn from <see cref="WorkerPoolOptions.Seed"/>. See https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/</remarks>
    /// <value>The default is 0.</value>
    public double Jitter { get; init; }

    /// <summary>An incarnation that ran at least this long was stable: its death is the first in a row again.</summary>
    /// <value>The default is 10 minutes.</value>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromMinutes(10);
}
