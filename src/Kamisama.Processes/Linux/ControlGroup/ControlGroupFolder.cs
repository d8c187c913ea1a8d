using System.Globalization;

namespace Kamisama.Processes;

/// <summary>Makes and removes directories of the cgroup v2 file system, which are control groups.</summary>
internal static unsafe class ControlGroupFolder
{
    private static readonly HashSet<string> Cleaned = [];

    /// <summary>Makes a group.</summary>
    /// <returns>0 or the errno.</returns>
    public static int Make(string path) => LibC.MakeDirectory(path, 0x1ED /* 0755 */) == 0 ? 0 : LibC.Errno;

    /// <summary>Removes a group, and the groups that its processes may have made in it, when no process is left in any of them.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool TryRemove(string path)
    {
        if (LibC.RemoveDirectory(path) == 0 || LibC.Errno == Errnos.ENOENT)
        {
            return true;
        }

        try
        {
            if (!File.ReadAllText(path + "/cgroup.events").Contains("populated 0", StringComparison.Ordinal))
            {
                return false;
            }

            foreach (string inner in Directory.GetDirectories(path))
            {
                _ = TryRemove(inner);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Changed while it was looked at; the answer is below.
        }

        return LibC.RemoveDirectory(path) == 0 || LibC.Errno == Errnos.ENOENT;
    }

    /// <summary>Writes to a file that is there.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool Write(string file, ReadOnlySpan<byte> text)
    {
        int descriptor = LibC.OpenPath(file, LibC.O_WRONLY | LibC.O_CLOEXEC, 0);
        if (descriptor < 0)
        {
            return false;
        }

        fixed (byte* start = text)
        {
            bool isWritten = LibC.Write(descriptor, start, text.Length) == text.Length;
            _ = LibC.Close(descriptor);
            return isWritten;
        }
    }

    /// <summary>From the spawner, at the first group in a directory: removes the empty groups of masters that were killed.</summary>
    public static void RemoveStaleOnce(string directory)
    {
        if (!Cleaned.Add(directory))
        {
            return;
        }

        try
        {
            foreach (string path in Directory.GetDirectories(directory, "kamisama-*-*"))
            {
                if (Path.GetFileName(path).Split('-') is [_, var pid, _]
                    && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out int master)
                    && LibC.Kill(master, 0) != 0
                    && LibC.Errno == Errnos.ESRCH)
                {
                    _ = TryRemove(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only tidying; what is wrong with the directory is told when a group is made in it.
        }
    }
}
