using System.Globalization;

namespace Kamisama.TestWorker;

/// <summary>Writes lines of 100 bytes as fast as it can; 0: for ever.</summary>
internal static class FloodHabit
{
    public static int Run(string lines)
    {
        byte[] line = [.. Enumerable.Repeat((byte)'x', 99), (byte)'\n'];
        using Stream output = Console.OpenStandardOutput();
        long count = long.Parse(lines, CultureInfo.InvariantCulture);
        for (long i = 0; count == 0 || i < count; i++)
        {
            output.Write(line);
        }

        return 0;
    }
}
