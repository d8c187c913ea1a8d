namespace Kamisama.Processes;

/// <summary>Where a standard stream of a new process goes. Exactly one of the nested cases.</summary>
public abstract record ProcessStdio
{
    private ProcessStdio()
    {
    }

    /// <summary>The master's own stream; the null device when the master has it closed.</summary>
    public static ProcessStdio Inherit { get; } = new Inherited();

    /// <summary>The null device: reads end at once, writes vanish.</summary>
    public static ProcessStdio Null { get; } = new NullDevice();

    /// <summary>A file: read from it (standard input), or created when missing and appended to (output).</summary>
    /// <param name="path">The file, relative to the master's working directory.</param>
    public static ProcessStdio File(string path) => new FilePath(path);

    /// <summary>The master's own stream, through the master, which keeps the last lines. For standard output and error.</summary>
    /// <remarks>
    /// The program sees a pipe instead of what the master has, and many a program then writes in larger blocks. When nobody reads
    /// the master's stream, up to 1 MiB for all processes waits, and the rest is dropped: see <see cref="LinuxProcessHost.DroppedOutput"/>.
    /// What waits when the master is killed is lost. A program that writes after the master's death gets SIGPIPE.
    /// </remarks>
    /// <param name="lines">How many lines, 1 to 1000; each is cut at 1,000 characters.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of lines is not from 1 to 1000.</exception>
    public static ProcessStdio Tail(int lines) => new LastLines(lines);

    /// <summary>A receiver in the master. For standard output and error.</summary>
    /// <remarks>
    /// The program sees a pipe. It is read until nobody has its other end open any more, also after the exit of the process: helpers
    /// may live longer. A program that writes after the master's death gets SIGPIPE.
    /// </remarks>
    /// <param name="receiver">Takes what the process writes. One for each process and stream.</param>
    /// <param name="linesKept">How many of the last lines the handle keeps, 0 to 1000, as <see cref="Tail"/> does.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of lines is not from 0 to 1000.</exception>
    public static ProcessStdio Capture(IOutputReceiver receiver, int linesKept = 0) => new Captured(receiver, linesKept);

    /// <summary>See <see cref="Capture"/>.</summary>
    /// <param name="Receiver">Takes what the process writes.</param>
    /// <param name="LinesKept">How many lines are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of lines is not from 0 to 1000.</exception>
    public sealed record Captured(IOutputReceiver Receiver, int LinesKept) : ProcessStdio
    {
        /// <summary>How many lines are kept, 0 to 1000.</summary>
        public int LinesKept { get; } = LinesKept is >= 0 and <= 1000
            ? LinesKept
            : throw new ArgumentOutOfRangeException(nameof(LinesKept), LinesKept, "ProcessStdio.Capture keeps 0 to 1000 lines.");
    }

    /// <summary>See <see cref="Tail"/>.</summary>
    /// <param name="Lines">How many lines.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of lines is not from 1 to 1000.</exception>
    public sealed record LastLines(int Lines) : ProcessStdio
    {
        /// <summary>How many lines, 1 to 1000.</summary>
        public int Lines { get; } = Lines is >= 1 and <= 1000
            ? Lines
            : throw new ArgumentOutOfRangeException(nameof(Lines), Lines, "ProcessStdio.Tail keeps 1 to 1000 lines.");
    }

    /// <summary>See <see cref="Inherit"/>.</summary>
    public sealed record Inherited : ProcessStdio;

    /// <summary>See <see cref="Null"/>.</summary>
    public sealed record NullDevice : ProcessStdio;

    /// <summary>See <see cref="File"/>.</summary>
    /// <param name="Path">The file.</param>
    public sealed record FilePath(string Path) : ProcessStdio;
}
