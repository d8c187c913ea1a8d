namespace Kamisama.Runtime;

/// <summary>Makes options for <see cref="BackoffSupervisor.Props(BackoffOptions)"/>.</summary>
public static class Backoff
{
    /// <summary>A child that fails is replaced after a delay; one that stops by itself ends its supervisor too.</summary>
    /// <param name="childProps">The child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first delay; more than zero. It doubles with each restart.</param>
    /// <param name="maxBackoff">The longest delay, before the random part; not below the first.</param>
    /// <param name="randomFactor">0 to 1: by how much of itself a delay is lengthened at most, at random.</param>
    /// <param name="maxNrOfRetries">How many restarts before the supervisor stops itself; negative for no limit.</param>
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new(onStop: false, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);

    /// <summary>A child that stops is replaced after a delay; one that fails is restarted at once, unless the strategy stops it.</summary>
    /// <param name="childProps">The child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first delay; more than zero. It doubles with each restart.</param>
    /// <param name="maxBackoff">The longest delay, before the random part; not below the first.</param>
    /// <param name="randomFactor">0 to 1: by how much of itself a delay is lengthened at most, at random.</param>
    /// <param name="maxNrOfRetries">How many restarts before the supervisor stops itself; negative for no limit.</param>
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new(onStop: true, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);
}
