namespace Kamisama.Runtime;

/// <summary>The clocks of a system; all of them are its <see cref="TimeProvider"/>.</summary>
public interface ITimeProvider
{
    /// <summary>The wall clock: for people. It may jump.</summary>
    DateTimeOffset Now { get; }

    /// <summary>A clock for intervals; it never goes back. Where it begins means nothing.</summary>
    TimeSpan MonotonicClock { get; }
}
