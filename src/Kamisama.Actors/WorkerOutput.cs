namespace Kamisama.Actors;

/// <summary>Where the standard output and error of a pool's workers go. Exactly one of the nested cases. See docs/logs.md.</summary>
/// <remarks>A stream that the command itself sends elsewhere (<see cref="Kamisama.Processes.ProcessSpec.StandardOutput"/>) is left alone.</remarks>
public abstract record WorkerOutput
{
    private WorkerOutput()
    {
    }

    /// <summary>The master's own streams, which the workers write to themselves. Costs nothing.</summary>
    public static WorkerOutput Inherit { get; } = new Inherited();

    /// <summary>See <see cref="Inherit"/>.</summary>
    public sealed record Inherited : WorkerOutput;

    /// <summary>Through the master: line by line, in bounded memory. Exactly one of the cases derived from it.</summary>
    /// <remarks>
    /// <para>Lines longer than 16,384 bytes are split and marked. The last line of a worker is complete when the worker has ended.</para>
    /// <para>A failure of what is written to (a full disk, a directory that is read-only) never makes a worker wait: what can't be
    /// written is dropped and counted, see <see cref="SupervisionEvent.OutputFailed"/>.</para>
    /// </remarks>
    public abstract record Captured : WorkerOutput
    {
        private protected Captured()
        {
        }

        /// <summary>What happens when a worker writes faster than its output is taken away.</summary>
        /// <value>The default is <see cref="OutputOverflow.Block"/>: nothing is lost, and the worker waits as it would without the master between.</value>
        public OutputOverflow WhenFull { get; init; } = OutputOverflow.Block;

        /// <summary>How much of one stream of one worker waits at most, in bytes: 4,096 to 16,777,216. Taken only while something waits.</summary>
        /// <value>The default is 131,072.</value>
        public int BufferSize { get; init; } = 131_072;

        /// <summary>How much of what each worker wrote last can be asked for, in bytes, see <see cref="IWorkerPool.Output"/>; 0 to 16,777,216.</summary>
        /// <value>The default is 32,768; at least half of it is kept. 0: nothing.</value>
        public int RecentSize { get; init; } = 32_768;
    }

    /// <summary>The master's own standard output and error, through the master.</summary>
    /// <param name="Format">How a line looks. On a terminal, control characters of the workers are escaped, and prefixes are coloured unless NO_COLOR is set.</param>
    /// <remarks>JSON lines of both streams go to standard output.</remarks>
    public sealed record ToMaster(OutputFormat Format = OutputFormat.Prefixed) : Captured;

    /// <summary>Files: one for each worker, each stream, or the whole pool.</summary>
    /// <param name="Path">
    /// Relative to the master's working directory. {pool}, {index} and {stream} (stdout or stderr) are replaced; what a path has not is shared.
    /// The directories must exist.
    /// </param>
    /// <remarks>
    /// Files are appended to, and made with mode 0640 when they are missing. One that was deleted or renamed is made anew before the next
    /// lines are written. A master that runs as root follows no symbolic link in the place of the file but root's own.
    /// </remarks>
    public sealed record ToFile(string Path) : Captured
    {
        /// <summary>How a line looks.</summary>
        /// <value>The default is <see cref="OutputFormat.Plain"/>: as the worker wrote it, byte for byte.</value>
        public OutputFormat Format { get; init; } = OutputFormat.Plain;

        /// <summary>When a file is set aside for a new one.</summary>
        /// <value>The default is <see langword="null"/>: never by the master; rename it, and a new one is made.</value>
        public LogRotation? Rotation { get; init; }
    }

    /// <summary>The journal of systemd, by its native protocol.</summary>
    /// <remarks>
    /// Fields: MESSAGE, PRIORITY (6; standard error 3), SYSLOG_IDENTIFIER and KAMISAMA_POOL (the pool's name), KAMISAMA_WORKER_INDEX,
    /// KAMISAMA_INCARNATION, KAMISAMA_WORKER_PID, KAMISAMA_STREAM, and KAMISAMA_PARTIAL=1 for a piece that is not the last of its line.
    /// See systemd.journal-fields(7) and https://systemd.io/JOURNAL_NATIVE_PROTOCOL/
    /// </remarks>
    public sealed record ToJournal : Captured
    {
        /// <summary>The socket of the journal, an absolute path.</summary>
        /// <value>The default is "/run/systemd/journal/socket".</value>
        public string SocketPath { get; init; } = "/run/systemd/journal/socket";
    }
}
