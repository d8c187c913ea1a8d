namespace Kamisama.Processes;

/// <summary>Words for the error numbers of the kernel, see errno(3); the same with every C library.</summary>
public static class ErrorNumbers
{
    /// <summary>"No space left on device (ENOSPC)"; of a number without a name "Unknown error (errno 4711)".</summary>
    /// <param name="errno">The number.</param>
    public static string Describe(int errno) => $"{Errnos.TextOf(errno)} ({Errnos.NameOf(errno)})";
}
