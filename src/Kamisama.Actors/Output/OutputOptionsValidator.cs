namespace Kamisama.Actors;

/// <summary>Checks where a pool's output is to go: what can be told from the options alone.</summary>
internal static class OutputOptionsValidator
{
    private const int LeastBuffer = 4096, MostBuffer = 1 << 24, LeastFile = 1024, MostKept = 1000, LongestSocketPath = 107;
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);
    private static readonly string[] Placeholders = ["{pool}", "{index}", "{stream}"];

    public static void Check(WorkerOutput output, List<string> faults)
    {
        if (output is not WorkerOutput.Captured captured)
        {
            return;
        }

        CheckRange("output buffer", captured.BufferSize, LeastBuffer, MostBuffer, faults);
        CheckRange("size of the recent output", captured.RecentSize, 0, MostBuffer, faults);
        CheckMember(captured.WhenFull, faults);
        switch (captured)
        {
            case WorkerOutput.ToMaster master:
                CheckMember(master.Format, faults);
                break;
            case WorkerOutput.ToFile file:
                CheckMember(file.Format, faults);
                CheckPath(file.Path, faults);
                CheckRotation(file.Rotation, faults);
                break;
            case WorkerOutput.ToJournal journal when !journal.SocketPath.StartsWith('/') || journal.SocketPath.Contains('\0', StringComparison.Ordinal)
                || System.Text.Encoding.UTF8.GetByteCount(journal.SocketPath) > LongestSocketPath:
                faults.Add($"The socket of the journal must be an absolute path of at most {LongestSocketPath} bytes, not '{journal.SocketPath}'.");
                break;
        }
    }

    private static void CheckPath(string path, List<string> faults)
    {
        string rest = path;
        foreach (string placeholder in Placeholders)
        {
            rest = rest.Replace(placeholder, "", StringComparison.Ordinal);
        }

        if (path.Length == 0 || path.EndsWith('/') || path.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add($"The path of the log files must name a file, such as logs/{{pool}}.{{index}}.log, not '{path.Replace("\0", "\\0", StringComparison.Ordinal)}'.");
        }
        else if (rest.AsSpan().ContainsAny('{', '}'))
        {
            faults.Add($"The path of the log files may have {string.Join(", ", Placeholders)} and no other braces, not '{path}'.");
        }
    }

    private static void CheckRotation(LogRotation? rotation, List<string> faults)
    {
        if (rotation is null)
        {
            return;
        }

        if (rotation.MaxSize < LeastFile)
        {
            faults.Add($"The size at which a log file is rotated must be {LeastFile} bytes or more, not {rotation.MaxSize}.");
        }

        if (rotation.Every < ShortestPeriod || rotation.Every > LongestPeriod)
        {
            faults.Add($"The time after which a log file is rotated must be {ShortestPeriod.TotalSeconds} second to {LongestPeriod.TotalDays} days, not {Texts.Seconds(rotation.Every.Value)}.");
        }

        if (rotation is { MaxSize: null, Every: null })
        {
            faults.Add("The rotation of the log files has neither a size nor a time: give one of them, or leave the rotation out.");
        }

        CheckRange("number of old log files", rotation.Keep, 1, MostKept, faults);
    }

    private static void CheckRange(string what, int value, int least, int most, List<string> faults)
    {
        if (value < least || value > most)
        {
            faults.Add($"The {what} must be {least} to {most}, not {value}.");
        }
    }

    private static void CheckMember<T>(T value, List<string> faults)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            faults.Add($"{typeof(T).Name} must be one of {string.Join(", ", Enum.GetNames<T>())}, not {value}.");
        }
    }
}
