namespace Kamisama.Actors;

/// <summary>How a line of a worker is written.</summary>
public enum OutputFormat
{
    /// <summary>As the worker wrote it.</summary>
    Plain,

    /// <summary>Behind the name of the pool and the index of the worker: "workers.3 | crunching".</summary>
    Prefixed,

    /// <summary>
    /// A JSON object: time (UTC), pool, index, incarnation, pid, stream (stdout or stderr), line, and "partial": true for a piece that is
    /// not the last of its line. Bytes that are not valid UTF-8 are U+FFFD.
    /// </summary>
    Json,
}
