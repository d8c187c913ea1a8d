using System.Diagnostics;
using System.Globalization;

namespace Kamisama.TestWorker;

/// <summary>Starts children that outlive it unless its group is signalled; prints their pids.</summary>
internal static class ChildrenHabit
{
    public static int Run(string count)
    {
        for (int i = int.Parse(count, CultureInfo.InvariantCulture); i > 0; i--)
        {
            using var child = Process.Start("sleep", "1000");
            Console.Out.WriteLine($"child {child.Id}");
        }

        return ReadyHabit.Run();
    }
}
