namespace Kamisama.Processes;

/// <summary>Finds a program by the rules of execvp(3), without starting anything.</summary>
/// <remarks>Done again at every start, so that a program which was replaced, or installed meanwhile, is found.</remarks>
internal static unsafe class CommandPath
{
    // What execvp of the GNU C library takes when PATH is not set; confstr(3), _CS_PATH.
    private const string DefaultSearchPath = "/bin:/usr/bin";

    /// <summary>The path to execute, or the errno why there is none.</summary>
    /// <param name="fileName">With a slash it is taken as it is.</param>
    /// <param name="searchPath">PATH of the new process; <see langword="null"/> when it has none.</param>
    /// <param name="workingDirectory">Where the new process will be: an empty or relative part of PATH is meant from there.</param>
    public static (string? Path, int Errno) Resolve(string fileName, string? searchPath, string? workingDirectory)
    {
        if (fileName.Contains('/', StringComparison.Ordinal))
        {
            return (fileName, 0);
        }

        int errno = Errnos.ENOENT;
        foreach (Range part in (searchPath ?? DefaultSearchPath).AsSpan().Split(':'))
        {
            ReadOnlySpan<char> directory = (searchPath ?? DefaultSearchPath).AsSpan()[part];
            string candidate = directory.IsEmpty ? $"./{fileName}" : $"{directory}/{fileName}";
            int found = Check(Path.Combine(workingDirectory ?? "", candidate));
            switch (found)
            {
                case 0:
                    return (candidate, 0);
                case Errnos.EACCES:
                    // Not the end of the search, but what it is worth knowing when nothing else is found.
                    errno = Errnos.EACCES;
                    break;
                case Errnos.ENOENT or Errnos.ENOTDIR or Errnos.ENODEV or Errnos.ESTALE or Errnos.ETIMEDOUT:
                    break;
                default:
                    return (null, found);
            }
        }

        return (null, errno);
    }

    /// <summary>0 when it is a file that may be executed; what execve(2) would say otherwise.</summary>
    private static int Check(string path)
    {
        if (LibC.Access(path, LibC.X_OK) != 0)
        {
            return LibC.Errno;
        }

        return Directory.Exists(path) ? Errnos.EACCES : 0;
    }
}
