using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Looks whether output can go where it is to go, before a program that does nothing else starts a pool.</summary>
/// <remarks>A pool in an application is started all the same: what it can't write it reports, and goes on trying.</remarks>
internal static class OutputPlaces
{
    /// <exception cref="WorkerPoolOptionsException">It can't.</exception>
    public static void ThrowIfMissing(WorkerPoolOptions options)
    {
        if (FaultOf(options) is { } fault)
        {
            throw new WorkerPoolOptionsException([fault]);
        }
    }

    private static string? FaultOf(WorkerPoolOptions options) => options.Output switch
    {
        WorkerOutput.ToFile file => FaultOfPath(OutputRoute.PathOf(file.Path, options.Name, 1, OutputStream.StandardOutput)),
        WorkerOutput.ToJournal journal when LibC.Access(journal.SocketPath, LibC.W_OK) != 0 =>
            $"The journal can't be reached at '{journal.SocketPath}': {ErrorNumbers.Describe(LibC.Errno)}. Is systemd-journald running here? Otherwise write to files, or inherit.",
        _ => null,
    };

    private static string? FaultOfPath(string path)
    {
        try
        {
            return FaultOfFile(Path.GetFullPath(path));
        }
        catch (FileNotFoundException)
        {
            return $"The log file '{path}' is meant from the working directory, which was deleted. Change to another one, or give a path that begins with '/'.";
        }
    }

    private static string? FaultOfFile(string path)
    {
        string directory = Path.GetDirectoryName(path) ?? "/";
        if (LibC.Access(directory, LibC.W_OK | LibC.X_OK) != 0)
        {
            return $"No log file can be made in '{directory}': {ErrorNumbers.Describe(LibC.Errno)}. Make the directory, or its permissions, before the start.";
        }

        return LibC.FactsOf(path, out LibC.FileFacts facts) switch
        {
            0 when facts.IsDirectory => $"The log file '{path}' is a directory. Name a file in it, such as '{path}/{{index}}.log'.",
            0 when LibC.Access(path, LibC.W_OK) != 0 => $"The log file '{path}' can't be written: {ErrorNumbers.Describe(LibC.Errno)}. Change its permissions, or move it away.",
            _ => null,
        };
    }
}
