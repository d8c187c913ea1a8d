using System.Runtime.InteropServices;

namespace Kamisama.Control;

/// <summary>Where the control sockets of masters are: one directory a user, where nobody else can put one.</summary>
/// <remarks>
/// <code>
/// $XDG_RUNTIME_DIR/kamisama/NAME.sock     when the variable is set
/// /run/kamisama/NAME.sock                 for root otherwise
/// /tmp/kamisama-UID/NAME.sock             for everybody else
/// </code>
/// </remarks>
public static class ControlSocketPath
{
    private const string Extension = ".sock";
    private const int LongestName = 64, LongestPath = 107; // Bytes of sun_path without its end, see unix(7).

    /// <summary>The path of a socket, by the name of the master, or as it is when it has a slash.</summary>
    /// <param name="nameOrPath">A name (letters, digits, dots, dashes, underscores), or a path.</param>
    /// <returns>The path; nothing is made.</returns>
    /// <exception cref="ArgumentException">It is no such name, or the path is too long for a socket.</exception>
    public static string For(string nameOrPath) => For(nameOrPath, Directory());

    /// <summary>The directory of this user's masters. It need not be there.</summary>
    public static string Directory() => Directory(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), LibC.EffectiveUserId(), "/tmp");

    /// <summary>The names of all sockets in the directory of this user, in order; whether a master is behind one is not looked at.</summary>
    public static IReadOnlyList<string> Names() => Names(Directory());

    internal static string For(string nameOrPath, string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        bool isPath = nameOrPath.Contains('/', StringComparison.Ordinal);
        if (!isPath && !IsName(nameOrPath))
        {
            throw new ArgumentException(
                $"'{nameOrPath}' is no name for a control socket. Use up to {LongestName} letters, digits, dots, dashes and underscores, or a path with a slash.");
        }

        string path = isPath ? Path.GetFullPath(nameOrPath) : Path.Combine(directory, nameOrPath + Extension);
        return System.Text.Encoding.UTF8.GetByteCount(path) <= LongestPath
            ? path
            : throw new ArgumentException($"The path of the control socket, '{path}', is longer than {LongestPath} bytes, which is all that a socket can have. Choose a shorter one.");
    }

    internal static string Directory(string? runtimeDirectory, uint userId, string temporary) => runtimeDirectory switch
    {
        { Length: > 0 } when Path.IsPathRooted(runtimeDirectory) => Path.GetFullPath(Path.Combine(runtimeDirectory, "kamisama")),
        _ when userId == 0 => "/run/kamisama",
        _ => Path.Combine(temporary, FormattableString.Invariant($"kamisama-{userId}")),
    };

    internal static IReadOnlyList<string> Names(string directory)
    {
        try
        {
            return [.. System.IO.Directory.EnumerateFileSystemEntries(directory, "*" + Extension)
                .Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Makes the directory of a socket that has a name, for its user only, and checks whose it is.</summary>
    /// <exception cref="IOException">It can't be made, or somebody else could put something in.</exception>
    internal static void Prepare(string directory)
    {
        // mkdir(2) tells whether it is there already without following a link, and the mode is never wider for a moment.
        if (LibC.MakeDirectory(directory, 0x1C0) != 0 && Marshal.GetLastPInvokeError() is var errno and not LibC.EEXIST)
        {
            throw new IOException(
                $"Cannot make the directory '{directory}' of control sockets: {Marshal.GetPInvokeErrorMessage(errno)}. Give a path with --control, or set XDG_RUNTIME_DIR.");
        }

        uint user = LibC.EffectiveUserId();
        if (FileFacts.Of(directory) is not { IsDirectory: true } facts || facts.Owner != user || (facts.Permissions & 0x3F) != 0)
        {
            throw new IOException(
                $"The directory '{directory}' of control sockets must be a directory (no link) of user {user} with mode 0700. Remove it, or put that right: somebody else may have made it.");
        }
    }

    private static bool IsName(string name) =>
        name.Length <= LongestName && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
