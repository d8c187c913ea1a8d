using System.Collections;
using System.Text.Json;

namespace Kamisama.TestWorker;

/// <summary>Prints what it was given, as one line of JSON.</summary>
/// <remarks>The .NET runtime has by then handled some signals, ignored PIPE and raised its limit on open files.</remarks>
internal static class ReportHabit
{
    private const int PR_GET_PDEATHSIG = 2;

    public static int Run()
    {
        var status = ReadStatus();
        var report = new Dictionary<string, object?>
        {
            ["pid"] = Environment.ProcessId,
            ["parent"] = Native.GetParent(),
            ["group"] = Native.GetProcessGroup(0),
            ["session"] = Native.GetSession(0),
            ["directory"] = Environment.CurrentDirectory,
            ["arguments"] = Environment.GetCommandLineArgs(),
            ["environment"] = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value),
            ["descriptors"] = Directory.GetFiles("/proc/self/fd").Select(Path.GetFileName),
            ["nice"] = Native.GetPriority(0, 0),
            ["oomScoreAdjust"] = File.ReadAllText("/proc/self/oom_score_adj").Trim(),
            ["limits"] = File.ReadAllLines("/proc/self/limits"),
            ["deathSignal"] = DeathSignal(),
        };
        foreach (string name in new[] { "Umask", "Uid", "Gid", "Groups", "NoNewPrivs", "SigBlk", "SigIgn", "SigCgt" })
        {
            report[name] = status.GetValueOrDefault(name);
        }

        Console.Out.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    private static Dictionary<string, string> ReadStatus() => File.ReadLines("/proc/self/status")
        .Select(line => line.Split(':', 2))
        .ToDictionary(parts => parts[0], parts => parts[1].Trim());

    private static unsafe int DeathSignal()
    {
        int signal = 0;
        _ = Native.ProcessControl(PR_GET_PDEATHSIG, &signal, 0, 0, 0);
        return signal;
    }
}
