using static Kamisama.Processes.Errnos;

namespace Kamisama.Processes;

/// <summary>Words a fault of execve(2), after a look at the file.</summary>
internal static class ProgramFaultText
{
    internal const string TooBig = "Shorten the arguments and the environment: 128 KiB each text, and together a quarter of the stack limit (ulimit -s). execve(2)";

    // What the kernel reads of a file to see what it is: BINPRM_BUF_SIZE.
    private const int HeadLength = 256;

    /// <param name="path">The program, as execve(2) got it.</param>
    /// <param name="shown">The same, fit for one line.</param>
    /// <param name="errno">What execve(2) said.</param>
    /// <returns>What is wrong, and the next step; no step where only the errno can tell.</returns>
    internal static (string What, string? Next) Describe(string path, string shown, int errno) => errno switch
    {
        ENOENT => NotFound(path, shown),
        EACCES when Directory.Exists(path) => ($"'{shown}' is a directory", "Name a program in it"),
        EACCES => ($"'{shown}' may not be executed", "Make it executable for the worker's user (chmod +x), and check the directories above it and that its file system is not mounted noexec"),
        EPERM => ($"'{shown}' may not be executed", "Look for a security module, or a file system mounted nosuid"),
        ENOEXEC => WrongFormat(path, shown),
        ENOTDIR => ($"A part of the path of '{shown}' is no directory", "Check the command"),
        E2BIG => ($"The arguments and environment for '{shown}' are too large", TooBig),
        ETXTBSY => ($"'{shown}' is open for writing", "Wait until it is completely written, and replace programs by renaming a new file over them"),
        _ => ($"'{shown}' could not be executed", null),
    };

    private static (string, string?) NotFound(string path, string shown)
    {
        var head = Head(path);
        if (head.StartsWith("#!", StringComparison.Ordinal))
        {
            var interpreter = Interpreter(head);
            return interpreter.EndsWith('\r')
                ? ($"The #! line of '{shown}' ends with a carriage return", "Save the file with Unix line endings")
                : ($"'{shown}' is there, but its interpreter '{interpreter}' was not found", "Correct its #! line, or install the interpreter");
        }

        return head.Length > 0
            ? ($"'{shown}' is there, but the loader it names was not found", "Install one that was built for this system and its C library")
            : ($"'{shown}' was not found", "Check the command, or PATH");
    }

    private static (string, string?) WrongFormat(string path, string shown) => Head(path) switch
    {
        ['\x7f', 'E', 'L', 'F', ..] => ($"'{shown}' was built for another processor, or is damaged", "Install one that was built for this machine"),
        ['#', '!', ..] => ($"'{shown}' has a #! line that names no interpreter", "Write it as #!/bin/sh"),
        _ => ($"'{shown}' is no program, and has no #! line", "Begin the script with a line like #!/bin/sh, or run it as the argument of its interpreter"),
    };

    private static string Interpreter(string head)
    {
        var line = head[2..].Split('\n')[0].TrimStart(' ', '\t');
        var name = line.Split(' ', '\t')[0];
        return name.EndsWith('\r') ? name : string.Concat(name.Select(character => char.IsControl(character) ? '?' : character));
    }

    /// <summary>The first bytes of a regular file, as Latin-1; empty when it isn't one or can't be read.</summary>
    /// <remarks>Only for a rooted path: another one was relative to the worker's directory, not ours.</remarks>
    private static string Head(string path)
    {
        try
        {
            // A length: opening a FIFO would wait for its other end.
            if (!Path.IsPathRooted(path) || new FileInfo(path) is not { Exists: true, Length: > 0 })
            {
                return "";
            }

            using var file = File.OpenHandle(path);
            Span<byte> head = stackalloc byte[HeadLength];
            return System.Text.Encoding.Latin1.GetString(head[..RandomAccess.Read(file, head, 0)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Removed or forbidden meanwhile: the errno alone must do.
            return "";
        }
    }
}
