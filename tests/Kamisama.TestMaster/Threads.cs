namespace Kamisama.TestMaster;

/// <summary>Files of this process's threads in /proc. A thread of the pool may end while they are read.</summary>
internal static class Threads
{
    public static string[] Children() =>
        [.. Read("children").SelectMany(thread => thread.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    public static IEnumerable<(string Name, string Text)> Read(string file)
    {
        foreach (string thread in Directory.GetDirectories("/proc/self/task"))
        {
            (string, string)? read = null;
            try
            {
                read = (File.ReadAllText($"{thread}/comm").Trim(), File.ReadAllText($"{thread}/{file}"));
            }
            catch (IOException)
            {
                // Ended meanwhile: it has no children any more, the process's other threads took them over.
            }

            if (read is { } found)
            {
                yield return found;
            }
        }
    }
}
