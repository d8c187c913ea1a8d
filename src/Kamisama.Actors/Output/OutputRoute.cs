using System.Globalization;

namespace Kamisama.Actors;

/// <summary>Which stream of which worker goes where, and in which form.</summary>
internal sealed class OutputRoute(PoolOutput pool)
{
    // Asked for once, and only where it is meant: it may be gone.
    private readonly string _directory =
        pool.Options is WorkerOutput.ToFile file && !Path.IsPathRooted(file.Path) ? Environment.CurrentDirectory : "/";

    /// <summary>Where a stream goes.</summary>
    public OutputSink SinkOf(WorkerId worker, OutputStream stream) => pool.Options switch
    {
        WorkerOutput.ToFile file => SinkOf(Path.GetFullPath(PathOf(file.Path, pool.Name, worker.Index, stream), _directory), file),
        WorkerOutput.ToJournal journal => OutputSinks.Get(pool, journal.SocketPath, path => new JournalSink(path, pool.Time)),
        WorkerOutput.ToMaster { Format: OutputFormat.Json } => StreamOf(1),
        _ => StreamOf(stream == OutputStream.StandardError ? 2 : 1),
    };

    /// <summary>In which form it goes there.</summary>
    public LineFormat FormatOf(WorkerId worker, OutputStream stream, OutputSink sink)
    {
        bool isTerminal = sink is StreamSink { IsTerminal: true };
        OutputFormat format = pool.Options switch
        {
            WorkerOutput.ToFile file => file.Format,
            WorkerOutput.ToMaster master => master.Format,
            _ => OutputFormat.Plain,
        };
        return pool.Options is WorkerOutput.ToJournal ? new JournalFormat(pool.Name, worker, stream) : format switch
        {
            OutputFormat.Plain => new PlainFormat(isTerminal, []),
            OutputFormat.Prefixed => PlainFormat.Prefixed(pool.Name, worker, isTerminal, isTerminal && WantsColor),
            OutputFormat.Json => new JsonFormat(pool.Name, worker, stream),
        };
    }

    /// <summary>The path of a file, with its placeholders filled.</summary>
    public static string PathOf(string template, string pool, int index, OutputStream stream) => template
        .Replace("{pool}", pool, StringComparison.Ordinal)
        .Replace("{index}", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{stream}", LineFormat.NameOf(stream), StringComparison.Ordinal);

    // The names of the master's own streams are no files: what has no room there is waited for.
    private OutputSink SinkOf(string path, WorkerOutput.ToFile file) => path switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => StreamOf(1),
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => StreamOf(2),
        _ => OutputSinks.Get(pool, path, name => new FileSink(name, file.Rotation, pool.Time)),
    };

    // See https://no-color.org
    private static bool WantsColor =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    private StreamSink StreamOf(int descriptor)
    {
        var sink = StreamSink.Of(descriptor);
        sink.AddPool(pool);
        return sink;
    }
}
