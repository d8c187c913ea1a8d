using System.Globalization;

namespace Kamisama.Actors;

/// <summary>Sets a log file aside: FILE becomes FILE.1, FILE.1 becomes FILE.2, and so on.</summary>
/// <remarks>
/// From the oldest on, each by one rename(2), which replaces the file of that name at once: whenever the master is killed, every line is
/// in exactly one file. Up to the first number that is missing only, so that the rest of an interrupted chain is not pushed on.
/// </remarks>
internal static class LogRotator
{
    /// <summary>Makes the name of the file free.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keep">How many old ones are kept.</param>
    /// <returns>0 or the errno.</returns>
    public static int Rotate(string path, int keep)
    {
        int last = 1;
        while (last < keep && LibC.FactsOf(NameOf(path, last), out _) == 0)
        {
            last++;
        }

        for (int number = last; number >= 1; number--)
        {
            string from = number == 1 ? path : NameOf(path, number - 1);
            if (LibC.Rename(from, NameOf(path, number)) != 0)
            {
                return LibC.Errno;
            }
        }

        return 0;
    }

    private static string NameOf(string path, int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");
}
