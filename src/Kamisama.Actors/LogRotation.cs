namespace Kamisama.Actors;

/// <summary>When a log file is set aside: FILE becomes FILE.1, FILE.1 becomes FILE.2, and so on; the oldest is deleted.</summary>
/// <remarks>Only between two lines, and only when a line is to be written: an idle pool rotates nothing.</remarks>
public sealed record LogRotation
{
    /// <summary>The largest size of a file, in bytes, 1,024 or more. Only a line that is longer by itself makes a larger one.</summary>
    /// <value>The default is <see langword="null"/>: no limit.</value>
    public long? MaxSize { get; init; }

    /// <summary>A new file for each span of time, 1 second to 366 days, counted from 1970-01-01 UTC: with one day, at midnight UTC.</summary>
    /// <value>The default is <see langword="null"/>: whatever its age.</value>
    public TimeSpan? Every { get; init; }

    /// <summary>How many old files are kept, 1 to 1,000.</summary>
    /// <value>The default is 10.</value>
    public int Keep { get; init; } = 10;
}
